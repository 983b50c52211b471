package io.neiqin.customer.qualification;

/** What kind of paper of a customer it is; papers are attached under these names. */
public enum QualificationKind {
    /** 营业执照 */
    BUSINESS_LICENCE,
    /** What the customer has to have to deal in what it buys (资质证书). */
    QUALIFICATION,
    /** 协议 */
    AGREEMENT,
    OTHER
}
