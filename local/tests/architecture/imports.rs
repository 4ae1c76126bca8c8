//! Which file of a crate takes which names from which other, by the paths in its source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::Item;

use crate::paths::{Names, Reader};

/// The names that the first file takes from the second.
pub(crate) type Imports = BTreeMap<(PathBuf, PathBuf), BTreeSet<String>>;

/// The imports between the files of a crate, which is read from its `lib.rs` or `main.rs`. What only
/// tests have is left out.
pub(crate) fn imports(root: &Path) -> Imports {
    let mut modules = Modules::default();
    modules.add_file(root.to_owned(), root.with_file_name(""), None);
    let mut imports = Imports::new();
    for (at, module) in modules.0.iter().enumerate() {
        let found = module.named.iter().filter_map(|path| modules.resolve(at, path));
        for (other, name) in found.filter(|(other, _)| modules.0[*other].file != module.file) {
            let files = (module.file.clone(), modules.0[other].file.clone());
            imports.entry(files).or_default().insert(name.clone());
        }
    }
    imports
}

struct Module {
    file: PathBuf,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// Names from elsewhere, taken or handed on, and where they come from.
    aliases: BTreeMap<String, Names>,
    /// Paths that it uses. What is only handed on is not used.
    named: BTreeSet<Names>,
}

/// The modules of a crate, its root first.
#[derive(Default)]
struct Modules(Vec<Module>);

impl Modules {
    /// `folder` is where the files of the modules in this one are.
    fn add_file(&mut self, file: PathBuf, folder: PathBuf, parent: Option<usize>) -> usize {
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        self.add(&parsed.items, (file, folder), parent)
    }

    fn add(
        &mut self,
        items: &[Item],
        (file, folder): (PathBuf, PathBuf),
        parent: Option<usize>,
    ) -> usize {
        let Reader { aliases, named, modules } = Reader::read(items);
        let (own, children) = (self.0.len(), BTreeMap::new());
        self.0.push(Module { file: file.clone(), parent, children, aliases, named });
        for module in modules {
            let name = module.ident.to_string();
            let inner = folder.join(&name);
            let child = match &module.content {
                Some((_, items)) => self.add(items, (file.clone(), inner), Some(own)),
                None => {
                    let beside = folder.join(format!("{name}.rs"));
                    let file = if beside.exists() { beside } else { inner.join("mod.rs") };
                    self.add_file(file, inner, Some(own))
                }
            };
            self.0[own].children.insert(name, child);
        }
        own
    }

    /// The module that defines what a path in the module `at` leads to, and the name there. `None`
    /// if it leads out of the crate, or to a module as such.
    fn resolve(&self, at: usize, path: &[String]) -> Option<(usize, String)> {
        let (first, rest) = path.split_first()?;
        let module = &self.0[at];
        match first.as_str() {
            "crate" => self.find(0, rest),
            "self" => self.find(at, rest),
            "super" if rest.first().is_some_and(|next| next == "super") => {
                self.resolve(module.parent?, rest)
            }
            "super" => self.find(module.parent?, rest),
            name if module.children.contains_key(name) || module.aliases.contains_key(name) => {
                self.find(at, path)
            }
            _ => None,
        }
    }

    /// The same for a path that begins with a name in the module `at`.
    fn find(&self, at: usize, path: &[String]) -> Option<(usize, String)> {
        let (first, rest) = path.split_first()?;
        let module = &self.0[at];
        match (module.children.get(first), module.aliases.get(first)) {
            // A module and what it hands on may have the same name.
            (Some(child), _) if !rest.is_empty() => self.find(*child, rest),
            (_, Some(alias)) if module.is_own(alias) => self.resolve(at, &[alias, rest].concat()),
            (Some(_), None) | (_, Some(_)) => None,
            (None, None) => Some((at, first.clone())),
        }
    }
}

impl Module {
    /// Whether a path leads to this crate. One from its names in scope would, too: nobody writes
    /// `use` like that.
    fn is_own(&self, path: &[String]) -> bool {
        let first = path[0].as_str();
        matches!(first, "crate" | "self" | "super") || self.children.contains_key(first)
    }
}
