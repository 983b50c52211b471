package io.neiqin.platform.personal;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A personal value is a text column; its table is what rights on the database have to keep closed. */
@Converter(autoApply = true)
public class PersonalColumn implements AttributeConverter<Personal, String> {

    @Override
    public String convertToDatabaseColumn(Personal value) {
        return value == null ? null : value.plain();
    }

    @Override
    public Personal convertToEntityAttribute(String column) {
        return Personal.of(column);
    }
}
