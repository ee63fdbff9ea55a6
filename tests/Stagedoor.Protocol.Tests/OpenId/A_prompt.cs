using CsCheck;
using Stagedoor.Protocol.OpenId;

namespace Stagedoor.Protocol.Tests.OpenId;

[Spec("OIDC Core", "3.1.2.1")]
public class A_prompt
{
    [Theory]
    [InlineData(null, Prompts.Unset)]
    [InlineData("", Prompts.Unset)]
    [InlineData("none", Prompts.None)]
    [InlineData("login", Prompts.Login)]
    [InlineData("login consent", Prompts.Login | Prompts.Consent)]
    [InlineData("consent login login", Prompts.Login | Prompts.Consent)]
    [InlineData("select_account", Prompts.SelectAccount)]
    public void is_read(string? text, Prompts expected) => Assert.Equal(expected, Prompt.Parse(text));

    [Theory]
    [InlineData("none login")]
    [InlineData("login none")]
    [InlineData("None")]
    [InlineData("create")]
    [InlineData("login,consent")]
    [InlineData("login\tconsent")]
    public void is_refused_when_it_contradicts_itself_or_is_unknown(string text) => Assert.Null(Prompt.Parse(text));

    [Fact]
    public void never_throws() => Gen.String.Sample(text => Prompt.Parse(text) is not { } prompts || !prompts.HasFlag(Prompts.None) || prompts == Prompts.None);
}
