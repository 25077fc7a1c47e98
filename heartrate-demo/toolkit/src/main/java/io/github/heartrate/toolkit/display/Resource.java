package io.github.heartrate.toolkit.display;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file that travels in the jar. */
public final class Resource {

    private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** uPlot, which draws the charts (MIT licence): its script. */
    public static final Resource UPLOT_SCRIPT = ofUplot("uPlot.iife.min.js");

    /** uPlot's style sheet. */
    public static final Resource UPLOT_STYLE = ofUplot("uPlot.min.css");

    private final byte[] content;

    private Resource(byte[] content) {
        this.content = content;
    }

    private static Resource ofUplot(String name) {
        return read(requireNonNull(Resource.class.getClassLoader()).getResourceAsStream(UPLOT + name), name);
    }

    /**
     * Reads a file of the jar.
     *
     * @param beside the class that it lies beside, unless the name begins with a slash
     * @param name of the file
     * @return the file
     * @throws IllegalStateException if the jar lacks it
     */
    public static Resource of(Class<?> beside, String name) {
        return read(beside.getResourceAsStream(name), name);
    }

    private static Resource read(@Nullable InputStream opened, String name) {
        try (InputStream in = opened) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new Resource(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The content.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return content.clone();
    }

    /**
     * The content of a text file.
     *
     * @return read as UTF-8
     */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
