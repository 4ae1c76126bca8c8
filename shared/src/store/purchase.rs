//! Purchases of numbers: the intention in `jobs`, what became of it, and the number in one piece
//! with that.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};

use super::item::{item, record, value};
use super::number::key;
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{
    Job, JobPayload, Number, PURCHASE_KEPT, PurchaseJob, PurchaseOutcome, Purchases, Timestamp,
};
use twilio::phone::E164;

const OUTCOME: (&str, &str) = ("payload", "outcome");
const CHOSEN: (&str, &str) = ("payload", "phone_number");

const PURCHASES: &str = "purchases";

/// What became of a purchase that was to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PurchaseBegun {
    /// It is written: whoever gets this answer, and nobody else, asks Twilio for it.
    Begun,
    /// The request has begun before.
    Before,
    /// Another purchase of the tenant has begun meanwhile: look again at what counts.
    Changed,
}

/// What became of writing a number that was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PurchaseWrite {
    /// It is the tenant's, and the purchase has ended.
    Written,
    /// Another purchase of the same account has got it.
    Taken,
    /// The purchase has ended otherwise, or another number was chosen meanwhile.
    Superseded,
}

impl Store {
    /// Writes that a number is to be bought, and that it counts. `known` is what counted when it was
    /// read, `counted` what counts then.
    pub async fn purchase_begin(
        &self,
        (job, tenant): (&Job, &TenantId),
        known: &Purchases,
        counted: &Purchases,
    ) -> Result<PurchaseBegun, StoreError> {
        let count = self.tenant(tenant).set(PURCHASES, counted);
        let count = match known.is_empty() {
            true => count.if_absent_or_equal(PURCHASES, known),
            false => count.if_equal(PURCHASES, known),
        };
        let items = vec![self.job_item_unless_there(job), count.transact()];
        Ok(match self.transact(items).await? {
            Transacted::Applied => PurchaseBegun::Begun,
            Transacted::Refused(found) if found.contains_key("job_id") => PurchaseBegun::Before,
            Transacted::Refused(_) => PurchaseBegun::Changed,
        })
    }

    /// Those of a tenant's purchases that count as numbers, as of now. All others have ended without
    /// one, or so long ago that the number is listed, or with one that was given back.
    pub async fn purchases_that_count(&self, known: &Purchases) -> Result<Purchases, StoreError> {
        let ids = known.keys().map(|key| PurchaseJob::job_id_of(key));
        let keys = ids.map(|id| HashMap::from([("job_id".to_owned(), value(id))]));
        let mut counting = Vec::new();
        for item in self.read_latest_of(&self.tables.jobs, keys.collect()).await? {
            if let JobPayload::Purchase(purchase) = record::<Job>(item)?.payload
                && purchase.counts()
            {
                counting.push(*purchase);
            }
        }
        let owned = self.bought_numbers(&counting).await?;
        counting.retain(|purchase| {
            purchase.outcome.is_none() || owned.contains(&Some(purchase.request_key.clone()))
        });
        let at = |key: String| known.get(&key).copied().map(|at| (key, at));
        Ok(counting.into_iter().filter_map(|purchase| at(purchase.request_key)).collect())
    }

    /// By which requests the numbers that these purchases have bought are their tenants' now.
    async fn bought_numbers(
        &self,
        purchases: &[PurchaseJob],
    ) -> Result<Vec<Option<String>>, StoreError> {
        let bought = purchases.iter().filter(|purchase| purchase.outcome.is_some());
        // One key at most for each, or the batch is refused.
        let numbers: BTreeSet<_> = bought.map(|purchase| &purchase.phone_number).collect();
        let keys = numbers.into_iter().map(|number| {
            HashMap::from(key(number).map(|(name, number)| (name.to_owned(), value(number))))
        });
        let found = self.read_latest_of(&self.tables.numbers, keys.collect()).await?;
        found.into_iter().map(|item| Ok(record::<Number>(item)?.request_key)).collect()
    }

    /// The purchase of this tenant's request, as of now.
    pub async fn purchase_get(
        &self,
        tenant: &TenantId,
        request_key: &str,
    ) -> Result<Option<(Job, PurchaseJob)>, StoreError> {
        let job_id = PurchaseJob::job_id_of(request_key);
        let found = self.read_latest((&self.tables.jobs, &[("job_id", job_id.as_str())])).await?;
        let job: Option<Job> = found.map(record).transpose()?;
        Ok(job.and_then(|job| match &job.payload {
            JobPayload::Purchase(purchase) if purchase.tenant_id == *tenant => {
                let purchase = purchase.as_ref().clone();
                Some((job, purchase))
            }
            _ => None,
        }))
    }

    /// Chooses another number; `false` if somebody else has, or the purchase has ended.
    pub async fn purchase_choose(
        &self,
        purchase: &PurchaseJob,
        number: &E164,
    ) -> Result<bool, StoreError> {
        let update = || self.open_purchase(purchase).set_or_remove_field(CHOSEN, Some(number));
        Ok(self.try_update(update).await?.is_none())
    }

    /// Writes that a purchase has ended without a number; `false` if it has ended already, or
    /// another number was chosen.
    pub async fn purchase_end(
        &self,
        purchase: &PurchaseJob,
        outcome: &PurchaseOutcome,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let update = || self.ended_purchase(purchase, outcome, at);
        Ok(self.try_update(update).await?.is_none())
    }

    /// Writes a number that Twilio says is the account's, and that its purchase has ended. The
    /// tenant's first number becomes the primary one, and every one that shall.
    ///
    /// Any other record of the number is out of date: nobody else can have it.
    pub async fn purchase_bought(
        &self,
        purchase: &PurchaseJob,
        number: &Number,
        at: Timestamp,
    ) -> Result<PurchaseWrite, StoreError> {
        let job = self.ended_purchase(purchase, &PurchaseOutcome::Bought, at).transact();
        let tenant =
            Update::of(&self.tables.tenants, &[("tenant_id", purchase.tenant_id.as_str())]);
        let tenant = match purchase.primary {
            true => tenant.set("primary_number", &number.phone_number),
            false => tenant.set_once("primary_number", &number.phone_number),
        };
        let items = vec![self.bought_item(purchase, number), job, tenant.transact()];
        Ok(match self.transact(items).await? {
            Transacted::Applied => PurchaseWrite::Written,
            Transacted::Refused(found) if found.contains_key("number_sid") => PurchaseWrite::Taken,
            Transacted::Refused(_) => PurchaseWrite::Superseded,
        })
    }

    /// A number that is bought has one id at Twilio, and belongs to the request that wrote it first.
    fn bought_item(&self, purchase: &PurchaseJob, number: &Number) -> TransactWriteItem {
        let put = Put::builder()
            .table_name(&self.tables.numbers)
            .set_item(Some(item(number)))
            .condition_expression(
                "attribute_not_exists(phone_number) OR number_sid <> :sid \
                 OR (tenant_id = :tenant AND request_key = :key)",
            )
            .expression_attribute_values(":sid", value(&number.number_sid))
            .expression_attribute_values(":tenant", value(&purchase.tenant_id))
            .expression_attribute_values(":key", value(&purchase.request_key))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .expect("table and item are set");
        TransactWriteItem::builder().put(put).build()
    }

    /// Kept for a while, so that repeats of the request find how it ended.
    fn ended_purchase(
        &self,
        purchase: &PurchaseJob,
        outcome: &PurchaseOutcome,
        at: Timestamp,
    ) -> Update {
        self.open_purchase(purchase)
            .set_or_remove_field(OUTCOME, Some(outcome))
            .set("due_at", at.after(PURCHASE_KEPT))
            .set("attempts", 0)
    }

    fn open_purchase(&self, purchase: &PurchaseJob) -> Update {
        self.job(&purchase.job_id())
            .if_present("job_id")
            .if_field(CHOSEN, Some(&purchase.phone_number))
            .if_field(OUTCOME, None::<()>)
    }
}
