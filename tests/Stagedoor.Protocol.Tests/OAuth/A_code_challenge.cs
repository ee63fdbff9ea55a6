using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Protocol.Tests.OAuth;

[Spec("RFC 7636", "4")]
public class A_code_challenge
{
    [Fact, Spec("RFC 7636", "B")]
    public void of_the_standards_example_is_the_standards() =>
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.ChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
}
