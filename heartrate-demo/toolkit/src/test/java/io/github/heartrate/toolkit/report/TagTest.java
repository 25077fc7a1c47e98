package io.github.heartrate.toolkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    @Test
    void textAndValuesOfAttributesHaveNoMarkup() throws IOException {
        assertThat(html(Tag.of("p").with("title", "<script>'\"&").text("<script>'\"&")))
                .isEqualTo("<p title=\"&lt;script&gt;'&quot;&amp;\">&lt;script&gt;'&quot;&amp;</p>");
    }

    @Test
    void childrenAndTextStandInTheirOrder() throws IOException {
        assertThat(html(Tag.of("ul")
                        .text("\n")
                        .lines(List.of("a", "<b>"), item -> Tag.of("li").text(item))
                        .line(Tag.of("li")
                                .text("1 ")
                                .add(Tag.of("em").text("2"))
                                .text(" 3"))))
                .isEqualTo("<ul>\n<li>a</li>\n<li>&lt;b&gt;</li>\n<li>1 <em>2</em> 3</li>\n</ul>");
    }

    @Test
    void elementWithoutContentHasNoEnd() throws IOException {
        assertThat(html(Tag.of("meta").with("charset", "utf-8"))).isEqualTo("<meta charset=\"utf-8\">");
        assertThatThrownBy(() -> Tag.of("meta").text("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("holds neither text nor elements: meta");
    }

    @Test
    void scriptIsWrittenVerbatimAndNothingElseIs() throws IOException {
        assertThat(html(Tag.of("script").verbatim("if (a < b && c) '\"'")))
                .isEqualTo("<script>if (a < b && c) '\"'</script>");
        assertThatThrownBy(() -> Tag.of("p").verbatim("<b>"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("only a script or a style is written verbatim: p");
        assertThatThrownBy(() -> Tag.of("script").text("a < b")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'</script>'", "'</SCRIPT '", "</style>", "<!--"})
    void scriptThatWouldEndEarlyIsRefused(String code) {
        assertThatThrownBy(() -> Tag.of("script").verbatim(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a script must not have </script, </style or <!--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "p ", "p>", "1", "a=b"})
    void nameOfAnElementOrAnAttributeIsOne(String name) {
        assertThatThrownBy(() -> Tag.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must be of lower case letters, digits and hyphens: " + name);
        assertThatThrownBy(() -> Tag.of("p").with(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jsonInAScriptHasNoMarkup() {
        assertThat(Html.escapeJson("\"</script>\"")).isEqualTo("\"\\u003c/script>\"");
    }

    @Test
    void inlineScriptIsNamedByItsHash() {
        assertThat(Html.hash("alert(1)")).isEqualTo("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
    }

    private static String html(Tag tag) throws IOException {
        StringBuilder out = new StringBuilder();
        tag.writeTo(out);
        return out.toString();
    }
}
