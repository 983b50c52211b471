package io.neiqin.reporting.cube;

/**
 * What an event said about one line and one person: the key of each dimension, {@link #NONE} where it said nothing. A
 * later change of the customer or the product does not move it.
 *
 * @param product sku
 * @param customer customer id
 * @param country ISO 3166 alpha-2
 * @param salesperson employee number
 * @param department department id
 */
public record Dimensions(
        String product,
        String category,
        String customer,
        String country,
        String region,
        String salesperson,
        String department) {

    /** The key of "no value". */
    public static final String NONE = "-";

    public Dimensions {
        product = orNone(product);
        category = orNone(category);
        customer = orNone(customer);
        country = orNone(country);
        region = orNone(region);
        salesperson = orNone(salesperson);
        department = orNone(department);
    }

    public String get(Dimension dimension) {
        return switch (dimension) {
            case PRODUCT -> product;
            case CATEGORY -> category;
            case CUSTOMER -> customer;
            case COUNTRY -> country;
            case REGION -> region;
            case SALESPERSON -> salesperson;
            case DEPARTMENT -> department;
        };
    }

    private static String orNone(String key) {
        return key == null || key.isBlank() ? NONE : key;
    }
}
