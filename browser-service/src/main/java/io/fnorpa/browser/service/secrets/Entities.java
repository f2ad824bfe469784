package io.fnorpa.browser.service.secrets;

import java.util.HashMap;
import java.util.Map;

/** HTML's names of characters, in small letters: those of ASCII and Latin-1. */
final class Entities {

    /** Characters of a name or number, without its {@code &} and {@code ;}. */
    static final int LONGEST = 12;

    private static final char FIRST_OF_LATIN_1 = '\u00a0';
    private static final String LATIN_1 = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 "
            + "acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest agrave aacute acirc atilde auml aring aelig ccedil "
            + "egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml times oslash ugrave uacute ucirc "
            + "uuml yacute thorn szlig";
    private static final String ASCII = "\ttab \nnewline !excl \"quot #num $dollar %percnt &amp 'apos (lpar )rpar *ast *midast +plus ,comma "
            + "-hyphen .period /sol :colon ;semi <lt =equals >gt ?quest @commat [lsqb [lbrack \\bsol ]rsqb ]rbrack ^hat _lowbar _underbar "
            + "`grave {lcub {lbrace |verbar |vert }rcub }rbrace ";
    private static final Map<String, Integer> NAMES = names();

    private Entities() {}

    /** The character of a name; -1 if it is not known. */
    static int named(String name) {
        return NAMES.getOrDefault(name, -1);
    }

    private static Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        for (String entry : ASCII.split(" ")) {
            names.put(entry.substring(1), (int) entry.charAt(0));
        }
        char next = FIRST_OF_LATIN_1;
        for (String name : LATIN_1.split(" ")) {
            names.put(name, (int) next++);
        }
        names.put("yuml", 0xFF);
        names.put("divide", 0xF7);
        return Map.copyOf(names);
    }
}
