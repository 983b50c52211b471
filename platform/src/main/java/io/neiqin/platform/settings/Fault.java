package io.neiqin.platform.settings;

import java.util.List;

/**
 * Why a service does not start, or what it should be told of.
 *
 * @param sentence the key of the sentence
 * @param name of the setting, or of the variable of the environment
 * @param setting what it should be; null for what is no setting
 * @param arguments what else the sentence says
 */
record Fault(String sentence, String name, Setting setting, List<String> arguments) {

    static Fault of(String sentence, String name, Setting setting, String... arguments) {
        return new Fault(sentence, name, setting, List.of(arguments));
    }
}
