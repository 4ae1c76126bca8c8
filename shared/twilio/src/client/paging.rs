//! Lists, which Twilio gives page by page (contract §5).

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::PostError;
use super::rest::{Errand, Parameters, asking};

/// A page of a list. Its items have another name in each list.
#[derive(Deserialize)]
struct Page<T> {
    #[serde(
        alias = "accounts",
        alias = "available_phone_numbers",
        alias = "calls",
        alias = "incoming_phone_numbers",
        alias = "messages"
    )]
    items: Vec<T>,
    next_page_uri: Option<String>,
}

/// Which list is read.
pub(super) struct List {
    /// Its URL, without query.
    pub(super) url: String,
    /// What it shall have.
    pub(super) query: Parameters,
}

impl Errand<'_> {
    /// The first page of a list.
    pub(super) async fn first<T: DeserializeOwned>(
        &self,
        list: &List,
    ) -> Result<Vec<T>, PostError> {
        let page: Page<T> = self.get(&asking(&list.url, &list.query)).await?;
        Ok(page.items)
    }

    /// A list up to its end, or to the first page after which `go_on` says no.
    ///
    /// It is all of it or an error: a list of which a page is missing would say that something is
    /// not there.
    pub(super) async fn list<T: DeserializeOwned>(
        &self,
        list: &List,
        go_on: impl Fn(&[T]) -> bool,
    ) -> Result<Vec<T>, PostError> {
        let mut items = Vec::new();
        let mut next = Some(asking(&list.url, &list.query));
        while let Some(url) = next {
            let page: Page<T> = self.get(&url).await?;
            let uri = page.next_page_uri.filter(|_| go_on(&page.items));
            next = uri.map(|uri| self.next(&uri)).transpose()?;
            items.extend(page.items);
        }
        Ok(items)
    }

    /// A whole list.
    pub(super) async fn whole<T: DeserializeOwned>(
        &self,
        list: &List,
    ) -> Result<Vec<T>, PostError> {
        self.list(list, |_| true).await
    }
}
