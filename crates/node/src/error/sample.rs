//! What is not done in the sample.

otagai_core::refusals! {
    /// What is not done in the sample, or not made of it.
    #[derive(Debug, thiserror::Error)]
    pub enum SampleRefusal {
        /// The sample meets no other computer.
        #[error("the sample meets no other computer")]
        Offline = "sampleOffline",
            ja "見本の会では、ほかのパソコンとつながりません。ここでは、お一人で自由にお試しください。",
            en "The sample circle does not connect to other computers. Try things out here by yourself.";
        /// Its keys are public, so nobody founds a circle of their own with them.
        #[error("no circle is founded in the sample")]
        CircleOnly = "sampleCircleOnly",
            ja "見本の中では、新しい会をつくれません。見本を閉じて、ご自分のおたがいでつくってください。",
            en "A new circle cannot be made inside the sample. Close it and make the circle in your own Otagai.";
        /// The data folder has an owner, and the sample needs one of its own.
        #[error("the sample needs a data folder of its own, and this one has an owner")]
        FolderTaken = "sampleFolderTaken",
            ja "この保存場所には、もうどなたかのデータがあります。見本の会には、空の場所を選んでください。",
            en "This place already holds somebody’s data. Please choose an empty one for the sample circle.";
    }
}
