package import Catalog
package import Kernel

extension Draft {
    /// What has to be mended or filled in before it can be submitted, as rejections that name their fields.
    package func gaps(_ item: ServiceItem) -> [Rejection] {
        TypedAnswer.faults(content, item) + SubmitCase.missingFields(content, item)
    }
}
