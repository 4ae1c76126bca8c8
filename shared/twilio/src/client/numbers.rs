//! Buying, configuring and releasing numbers (contract §5.3).

use super::owned_number::{OwnedNumber, Precedence};
use super::paging::List;
use super::rest::Parameters;
use super::{Errand, PostError};
use crate::callback::Callback;
use crate::phone::E164;
use crate::sid::{AccountSid, PhoneNumberSid};

/// How a number shall be set up. All URLs are called by POST. `Debug` hides the name, which is often
/// the number.
#[derive(Clone, PartialEq, Eq)]
pub struct NumberSettings {
    /// Its name for people; `None` leaves it as it is.
    pub friendly_name: Option<String>,
    /// Where its messages go.
    pub sms_url: Callback,
    /// Where its messages go when that fails.
    pub sms_fallback_url: Callback,
    /// Where its calls go.
    pub voice_url: Callback,
    /// Where its calls go when that fails.
    pub voice_fallback_url: Callback,
    /// Where the status of its calls goes.
    pub status_callback: Callback,
    /// What is known to take precedence over these URLs, and is taken away. A number that is being
    /// bought has nothing of the kind.
    pub clear: Vec<Precedence>,
}

impl NumberSettings {
    fn form(&self) -> Parameters {
        let urls = [
            (("SmsUrl", "SmsMethod"), &self.sms_url),
            (("SmsFallbackUrl", "SmsFallbackMethod"), &self.sms_fallback_url),
            (("VoiceUrl", "VoiceMethod"), &self.voice_url),
            (("VoiceFallbackUrl", "VoiceFallbackMethod"), &self.voice_fallback_url),
            (("StatusCallback", "StatusCallbackMethod"), &self.status_callback),
        ];
        let name = self.friendly_name.iter().map(|name| ("FriendlyName", name.clone()));
        let urls = urls.into_iter().flat_map(|((url, method), callback)| {
            [(url, callback.to_string()), (method, "POST".to_owned())]
        });
        name.chain(urls).collect()
    }
}

impl Errand<'_> {
    /// Buys a number for an account, the one that asks or a subaccount, and sets it up.
    pub async fn number_buy(
        self,
        (owner, number): (&AccountSid, &E164),
        settings: &NumberSettings,
    ) -> Result<OwnedNumber, PostError> {
        let mut form = settings.form();
        form.push(("PhoneNumber", number.as_str().to_owned()));
        self.post(&self.numbers(owner), &form).await
    }

    /// A number of an account; `None` if the account does not have it.
    pub async fn number_find(
        self,
        owner: &AccountSid,
        number: &E164,
    ) -> Result<Option<OwnedNumber>, PostError> {
        let query = vec![("PhoneNumber", number.as_str().to_owned())];
        let list = List { url: self.numbers(owner), query };
        let found: Vec<OwnedNumber> = self.whole(&list).await?;
        // Twilio looks for numbers that have these digits.
        Ok(found.into_iter().find(|found| found.phone_number == *number))
    }

    /// All numbers of an account.
    pub async fn number_list(self, owner: &AccountSid) -> Result<Vec<OwnedNumber>, PostError> {
        let query = vec![("PageSize", "1000".to_owned())];
        let list = List { url: self.numbers(owner), query };
        self.whole(&list).await
    }

    /// Sets a number up again.
    pub async fn number_configure(
        self,
        (owner, sid): (&AccountSid, &PhoneNumberSid),
        settings: &NumberSettings,
    ) -> Result<OwnedNumber, PostError> {
        let mut form = settings.form();
        form.extend(settings.clear.iter().map(|one| (one.parameter(), String::new())));
        self.post(&self.number(owner, sid), &form).await
    }

    /// Gives a number back. It is no error if the account does not have it any more.
    pub async fn number_release(
        self,
        owner: &AccountSid,
        sid: &PhoneNumberSid,
    ) -> Result<(), PostError> {
        match self.delete(&self.number(owner, sid)).await {
            Err(PostError::Refused(refused)) if refused.status == 404 => Ok(()),
            result => result,
        }
    }

    fn numbers(&self, owner: &AccountSid) -> String {
        self.twilio.resource(&format!("Accounts/{owner}/IncomingPhoneNumbers"))
    }

    fn number(&self, owner: &AccountSid, sid: &PhoneNumberSid) -> String {
        self.twilio.resource(&format!("Accounts/{owner}/IncomingPhoneNumbers/{sid}"))
    }
}

crate::debug_only!(NumberSettings { sms_url, voice_url, clear });
