using System.Text;
using CsCheck;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Protocol.Tests.Wire;

[Spec("RFC 6749", "B")]
public class A_form
{
    private static readonly Gen<string> Text = Gen.String.Select(text => new string([.. text.Where(c => c != '\0' && !char.IsSurrogate(c))]));

    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a=b+c%20d", "a", "b c d")]
    [InlineData("a=%C3%A9", "a", "é")]
    [InlineData("a=é", "a", "é")]
    [InlineData("a=%e2%82%ac%F0%9F%8E%AC", "a", "€🎬")]
    [InlineData("a=😀", "a", "😀")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("a%26b=c%3Dd", "a&b", "c=d")]
    [InlineData("a", "a", "")]
    [InlineData("=b", "", "b")]
    [InlineData("state=q83vEjRWeJCrze8SNFZ4kA%3D%3D", "state", "q83vEjRWeJCrze8SNFZ4kA==")]
    [InlineData("state=+%2B/", "state", " +/")]
    public void is_read_by_the_standard(string text, string name, string value) => Assert.Equal([new(name, value)], Read(text)!.Pairs);

    [Fact]
    public void skips_empty_pairs() => Assert.Equal(["a", "b"], Read("&&a=1&&b=2&")!.Pairs.Select(pair => pair.Key));

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=% 1")]
    [InlineData("a=%+1")]
    [InlineData("a=%-1")]
    [InlineData("a=%0x")]
    [InlineData("a=100%")]
    [InlineData("%=1")]
    [InlineData("a=%C3")]
    [InlineData("a=%C3%28")]
    [InlineData("a=%C0%AF")]
    [InlineData("a=%E0%80%AF")]
    [InlineData("a=%ED%A0%80")]
    [InlineData("a=%F4%90%80%80")]
    [InlineData("a=%FF")]
    [InlineData("a=%00")]
    [InlineData("a=\0")]
    [InlineData("a%00b=c")]
    public void is_refused_when_malformed(string text) => Assert.Null(Read(text));

    [Fact]
    public void is_refused_with_half_a_character()
    {
        Assert.Null(Read("a=\ud800"));
        Assert.Null(Read("a=\ud800%20"));
        Assert.Null(Read("a=%20\udc00\ud800"));
        Assert.Null(Read("\udc00=%20"));
    }

    [Fact, Spec("RFC 6749", "3.1")]
    public void takes_a_name_once()
    {
        Assert.Equal("scope", Read("scope=a&x=1&scope=a")!.Repeated);
        Assert.Equal("scope", Read("scope=a&sc%6Fpe=b")!.Repeated);
        Assert.Null(Read("scope=a&Scope=b")!.Repeated);
        Assert.Null(Read("resource=a&resource=b")!.Repeated);
        Assert.Equal(["a", "b"], Read("resource=a&resource=b&resource=")!.All("resource"));
    }

    [Fact, Spec("RFC 6749", "3.1")]
    public void treats_a_parameter_without_a_value_as_left_out()
    {
        var form = Read("scope=&state")!;
        Assert.Null(form["scope"]);
        Assert.Null(form["state"]);
        Assert.True(form.Has("scope"));
        Assert.False(form.TryGet("state", out _));
    }

    [Fact, Attack("H3")]
    public void stops_reading_after_the_most_pairs_that_may_come()
    {
        var form = Read(string.Join('&', Enumerable.Range(0, 10_000).Select(number => $"n{number}=1")))!;
        Assert.True(form.TooMany);
        Assert.True(form.Pairs.Count <= Parameters.MaxCount + 1);
    }

    [Fact]
    public void comes_back_from_its_own_encoding() => Text.Sample(text => FormUrlEncoded.TryDecode(FormUrlEncoded.Encode(text), out var back) && back == text);

    [Fact]
    public void comes_back_from_the_platforms_encoding() => Gen.Select(Text, Text).Sample((name, value) =>
    {
        using var content = new FormUrlEncodedContent([new(name, value)]);
        var form = Read(Encoding.UTF8.GetString(content.ReadAsByteArrayAsync().GetAwaiter().GetResult()));
        return name.Length == 0 && value.Length == 0 ? form is { Pairs.Count: <= 1 } : form?.Pairs is [var only] && only.Key == name && only.Value == value;
    });

    [Fact, Attack("H9")]
    public void never_throws_and_never_grows() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["%&=+ 0aF\0\u00e9\ud83d\ude00"], 0, 60]).Sample(text =>
        Read(text) is not { } form || form.Pairs.Sum(pair => pair.Key.Length + pair.Value.Length) <= text.Length);

    private static Parameters? Read(string text)
    {
        var form = new Parameters();
        return FormUrlEncoded.TryRead(text, form) ? form : null;
    }
}
