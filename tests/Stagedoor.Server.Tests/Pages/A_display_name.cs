using Stagedoor.Pages;

namespace Stagedoor.Server.Tests.Pages;

[Attack("G1")]
public class A_display_name
{
    [Theory]
    [InlineData("Review board", "Review board")]
    [InlineData("  two\t\r\n  lines ", "two lines")]
    [InlineData("\u202eelgooG", "elgooG")]
    [InlineData("Goo\u200bg\u2060le\ufeff", "Google")]
    [InlineData("a\u2066b\u2069c\u00ad", "abc")]
    [InlineData("nul\0 and bell\a", "nul and bell")]
    [InlineData("Åsa 山田 Ωmega 🎬", "Åsa 山田 Ωmega 🎬")]
    [InlineData("\u3164\u115f\u2800", "—")]
    [InlineData("", "—")]
    [InlineData(null, "—")]
    public void is_one_line_without_what_cannot_be_seen(string? chosen, string shown) => Assert.Equal(shown, DisplayName.Of(chosen));

    [Fact]
    public void is_bounded_whatever_was_chosen()
    {
        Assert.Equal(new string('W', DisplayName.MaxLength) + "…", DisplayName.Of(new string('W', 10_000)));
        Assert.Equal(DisplayName.MaxLength + 1, new System.Globalization.StringInfo(DisplayName.Of(string.Concat(Enumerable.Repeat("🎬", 10_000)))).LengthInTextElements);
        Assert.Equal("—", DisplayName.Of(new string('\u200b', 10_000)));
    }

    [Fact]
    public void carries_no_tower_of_marks() => Assert.Equal("e" + new string('\u0301', 4) + "x", DisplayName.Of("e" + new string('\u0301', 500) + "x"));

    [Fact]
    public void survives_half_a_surrogate_pair() => Assert.Equal("ab", DisplayName.Of("a\ud83cb"));
}
