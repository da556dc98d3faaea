//! Why somebody did not come into a circle.

use otagai_core::invite_link::LinkError;
use otagai_sync::join::RefuseCode;

otagai_core::refusals! {
    /// Why somebody did not come into a circle.
    #[derive(Debug, thiserror::Error)]
    pub enum JoinRefusal {
        /// The link was not taken.
        #[error(transparent)]
        Link(#[from] LinkError) of 0;
        /// An address ticket was not taken.
        #[error("the ticket cannot be read")]
        BadTicket = "badInput";
        /// This device is in the circle already.
        #[error("already in the circle")]
        AlreadyMember = "alreadyMember",
            ja "あなたは、もうこの会に入っています。なかま図鑑をご覧ください。",
            en "You are already in this circle. Please look at its people.";
        /// The other device refused the newcomer.
        #[error("the other device refused: {0}")]
        Refused(RefuseCode) of 0;
        /// Nobody answered.
        #[error("nobody answered")]
        NobodyReached = "nobodyReached",
            ja "会のなかまのパソコンが見つかりませんでした。同じWi-Fiにつながっているか、なかまのパソコンでおたがいが開いているかを確かめて、もう一度お試しください。",
            en "No member's computer could be found. Please check that both computers are on the same network and that Otagai is open on the other one, and try again.";
    }
}
