import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The command {@code camel}, as JBang's script of it is: run from its source, with the jars of profile jbang. */
public class CamelRun {

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
