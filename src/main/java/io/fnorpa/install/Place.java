package io.fnorpa.install;

/** An object of the cluster, as a Job's argument names it: {@code NAMESPACE/NAME}. */
record Place(String namespace, String name) {

    /** @throws IllegalArgumentException in words for who wrote it */
    static Place parse(String text) {
        String[] parts = text.split("/");
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException("'" + text + "' is no NAMESPACE/NAME.");
        }
        return new Place(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
