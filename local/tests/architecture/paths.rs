//! The paths in the source of one module.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Macro, Path, UseTree, Visibility};

/// Names that `::` joins.
pub(crate) type Names = Vec<String>;

/// What a module has of paths and of modules in it. What is for tests only is left out.
#[derive(Default)]
pub(crate) struct Reader {
    /// Names that `use` brings, and where they come from.
    pub(crate) aliases: BTreeMap<String, Names>,
    /// Paths that are used. What `pub use` hands on is not.
    pub(crate) named: BTreeSet<Names>,
    pub(crate) modules: Vec<ItemMod>,
}

impl Reader {
    pub(crate) fn read(items: &[Item]) -> Self {
        let mut reader = Self::default();
        for item in items {
            reader.visit_item(item);
        }
        reader
    }

    fn import(&mut self, tree: &UseTree, before: &[String], visibility: &Visibility) {
        let whole = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        let (alias, path) = match tree {
            UseTree::Path(path) => {
                return self.import(&path.tree, &whole(&path.ident), visibility);
            }
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.import(tree, before, visibility));
            }
            UseTree::Name(name) if name.ident == "self" => (before.last().cloned(), before.into()),
            UseTree::Name(name) => (Some(name.ident.to_string()), whole(&name.ident)),
            UseTree::Rename(rename) => (Some(rename.rename.to_string()), whole(&rename.ident)),
            UseTree::Glob(_) => (None, whole(&"*")),
        };
        if matches!(visibility, Visibility::Inherited) {
            self.named.insert(path.clone());
        }
        self.aliases.extend(alias.map(|alias| (alias, path)));
    }

    /// What a macro is given need not be Rust; a path in it has `::`.
    fn visit_tokens(&mut self, tokens: TokenStream) {
        let mut path = Names::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Ident(name) if colons == 2 && !path.is_empty() => {
                    path.push(name.to_string());
                    colons = 0;
                }
                other => {
                    self.keep(std::mem::take(&mut path));
                    colons = 0;
                    match other {
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        TokenTree::Group(group) => self.visit_tokens(group.stream()),
                        TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                    }
                }
            }
        }
        self.keep(path);
    }

    fn keep(&mut self, path: Names) {
        if path.len() > 1 {
            self.named.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.modules.push(module.clone());
    }

    fn visit_item_use(&mut self, import: &'ast ItemUse) {
        self.import(&import.tree, &[], &import.vis);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.named.insert(path.segments.iter().map(|part| part.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.visit_path(&called.path);
        self.visit_tokens(called.tokens.clone());
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let is_test = |condition: syn::Ident| condition == "test";
    attribute.path().is_ident("cfg") && attribute.parse_args().is_ok_and(is_test)
}
