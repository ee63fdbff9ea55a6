using CsCheck;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Protocol.Tests.OAuth;

[Spec("RFC 7636", "4")]
public class A_code_challenge
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    [Fact, Spec("RFC 7636", "B")]
    public void of_the_standards_example_is_the_standards()
    {
        Assert.Equal(Challenge, Pkce.ChallengeOf(Verifier));
        Assert.True(Pkce.Matches(Challenge, Verifier));
    }

    [Theory, Attack("B5")]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk ")]
    [InlineData("dBjftJeZ4CVP+mB92K27uhbUJU1p1r/wW1gFWFOEjXk")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")]
    public void is_not_matched_by_another_text(string verifier) => Assert.False(Pkce.Matches(Challenge, verifier));

    [Theory, Spec("RFC 7636", "4.1")]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void has_a_verifier_of_43_to_128_characters(int length, bool good) => Assert.Equal(good, Pkce.IsVerifier(new string('a', length)));

    [Theory]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw~cM")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cＭ")]
    public void has_43_base64url_characters(string challenge) => Assert.False(Pkce.IsChallenge(challenge));

    [Fact]
    public void is_matched_by_its_verifier_and_no_other() =>
        Gen.Select(Gen.String[Gen.Char[Unreserved], 43, 128], Gen.String[Gen.Char[Unreserved], 43, 128])
            .Sample((one, other) => Pkce.Matches(Pkce.ChallengeOf(one), one) && Pkce.IsChallenge(Pkce.ChallengeOf(one)) && Pkce.Matches(Pkce.ChallengeOf(one), other) == (one == other));

    [Fact]
    public void never_throws_for_any_text() => Gen.Select(Gen.String, Gen.String).Sample((challenge, verifier) =>
    {
        Pkce.Matches(challenge, verifier);
        Pkce.IsChallenge(challenge);
        return true;
    });
}
