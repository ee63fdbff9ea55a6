using CsCheck;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Protocol.Tests.OAuth;

[Spec("RFC 6749", "3.3")]
public class A_scope
{
    private static readonly Gen<string> Token = Gen.String[Gen.Char['!', '~'].Where(c => c is not ('"' or '\\' or ',')), 1, 20];

    [Theory]
    [InlineData("openid AdobeID frame.s2s.all", true)]
    [InlineData("openid,AdobeID,frame.s2s.all", true)]
    [InlineData("openid, AdobeID, frame.s2s.all", true)]
    [InlineData(" openid  AdobeID ,frame.s2s.all,", true)]
    [InlineData("openid AdobeID frame.s2s.all", false)]
    public void is_read_with_every_separator_of_its_dialect(string text, bool commas) =>
        Assert.Equal(["openid", "AdobeID", "frame.s2s.all"], Read(text, commas)!.Items);

    [Fact]
    public void keeps_a_comma_inside_a_name_where_the_standard_allows_it() => Assert.Equal(["openid,email"], Read("openid,email", commas: false)!.Items);

    [Theory]
    [InlineData("open\"id")]
    [InlineData("open\\id")]
    [InlineData("openid\temail")]
    [InlineData("openid\nemail")]
    [InlineData("openid\0")]
    [InlineData("öpenid")]
    [InlineData("openid\u007f")]
    [InlineData("openid\u00a0email")]
    public void refuses_a_character_that_no_scope_may_have(string text)
    {
        Assert.True(ScopeSet.Parse(text, commas: true).Failed(out var error, out _));
        Assert.Equal(ErrorCode.InvalidScope, error.Code);
    }

    [Fact, Attack("H3")]
    public void is_bounded_in_length_and_number()
    {
        Assert.Null(Read(new string('a', 50_000), commas: true));
        Assert.Null(Read(string.Join(' ', Enumerable.Range(0, 10_000)), commas: true));
        Assert.Null(Read(string.Join(' ', Enumerable.Range(0, ScopeSet.MaxItems + 1)), commas: true));
        Assert.NotNull(Read(string.Join(' ', Enumerable.Range(0, ScopeSet.MaxItems)), commas: true));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(",")]
    public void may_be_nothing(string? text) => Assert.True(Read(text, commas: true)!.IsEmpty);

    [Fact]
    public void is_case_sensitive_and_named_once() => Assert.Equal(["openid", "OpenID"], Read("openid OpenID openid", commas: false)!.Items);

    [Fact]
    public void comes_back_from_either_way_of_joining() => Token.List[0, 12].Sample(tokens =>
    {
        var scopes = ScopeSet.Of(tokens);
        return scopes.Equals(Read(scopes.SpaceJoined, commas: false)) && scopes.Equals(Read(scopes.CommaJoined, commas: true)) && scopes.Equals(ScopeSet.FromStored(scopes.SpaceJoined)) && scopes.Equals(ScopeSet.FromStored(scopes.CommaJoined));
    });

    [Fact]
    public void follows_the_laws_of_sets() => Gen.Select(Token.List[0, 8], Token.List[0, 8]).Sample((first, second) =>
    {
        ScopeSet one = ScopeSet.Of(first), other = ScopeSet.Of(second), both = one.Union(other), common = one.Intersect(other), rest = one.Except(other);
        return one.IsSubsetOf(both) && other.IsSubsetOf(both) && common.IsSubsetOf(one) && common.IsSubsetOf(other) && rest.Intersect(other).IsEmpty && common.Items.Length + rest.Items.Length == one.Items.Length;
    });

    [Fact, Attack("H9")]
    public void never_throws_and_never_grows() => Gen.Select(Gen.String, Gen.Bool).Sample((text, commas) => Read(text, commas) is not { } scopes || (scopes.SpaceJoined.Length <= text.Length && scopes.Items.Length <= ScopeSet.MaxItems));

    private static ScopeSet? Read(string? text, bool commas) => ScopeSet.Parse(text, commas).Failed(out _, out var scopes) ? null : scopes;
}
