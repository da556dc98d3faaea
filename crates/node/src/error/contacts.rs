//! Why a way to be reached was not kept, or nothing opened for it.

use otagai_core::card::ContactFault;

otagai_core::refusals! {
    /// Why a way to be reached was not kept, or nothing opened for it.
    #[derive(Debug, thiserror::Error)]
    pub enum ContactRefusal {
        /// The way was not taken.
        #[error(transparent)]
        Way(#[from] ContactFault) of 0;
        /// The card has no such way to be reached, or none that opens anything.
        #[error("no such contact")]
        Unknown = "contactUnknown",
            ja "その連絡先は、いまのカードにはありません。ご本人が書き直したのかもしれません。ページを開き直してください。",
            en "That way to be reached is not on the card now. The person may have rewritten it. Please open the page again.";
        /// The folder is the sample's: nobody is called by its invented numbers.
        #[error("contacts of the sample are invented")]
        OfSample = "contactSample",
            ja "見本の会の連絡先は、どれも架空のものです。ここからは、電話もメールも開きません。",
            en "The ways to be reached in the sample circle are invented. Neither calls nor mail open from here.";
    }
}
