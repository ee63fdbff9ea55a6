using System.Buffers.Text;
using System.Text;
using CsCheck;
using Stagedoor.Protocol.Jose;

namespace Stagedoor.Protocol.Tests.Jose;

[Spec("RFC 7515", "7.1"), Attack("E1"), Attack("H9")]
public class A_compact_jwt
{
    private static readonly string Header = Part("""{"alg":"ES256","kid":"k1","typ":"at+jwt"}"""), Payload = Part("""{"sub":"a","n":1}"""), Signature = Base64Url.EncodeToString([1, 2, 3]);

    [Fact]
    public void is_taken_apart()
    {
        var jwt = CompactJwt.Parse($"{Header}.{Payload}.{Signature}")!;
        Assert.Equal("ES256", jwt.HeaderText("alg"));
        Assert.Equal("a", jwt.ClaimText("sub"));
        Assert.Null(jwt.ClaimText("n"));
        Assert.Null(jwt.ClaimText("none"));
        Assert.Equal($"{Header}.{Payload}", jwt.SigningInput);
        Assert.Equal([1, 2, 3], jwt.Signature.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    public void has_three_parts(string text) => Assert.Null(CompactJwt.Parse(text));

    [Theory]
    [InlineData("{H}.{P}.{S}.")]
    [InlineData(".{P}.{S}")]
    [InlineData("{H}..{S}")]
    [InlineData(" {H}.{P}.{S}")]
    [InlineData("{H}.{P}.{S} ")]
    [InlineData("{H}.{P}.{S}\n")]
    [InlineData("{H} .{P}.{S}")]
    [InlineData("{H}=.{P}.{S}")]
    [InlineData("{H}.{P}.{S}=")]
    [InlineData("{H}.{P}\t.{S}")]
    [InlineData("{H}.{P}.+/+/")]
    [InlineData("{H}.{P}.ＡＡ")]
    public void has_no_padding_white_space_or_foreign_character(string shape) => Assert.Null(CompactJwt.Parse(Fill(shape)));

    [Theory]
    [InlineData("AQ", true)]
    [InlineData("AR", false)]
    [InlineData("AQI", true)]
    [InlineData("AQJ", false)]
    [InlineData("A", false)]
    [InlineData("AAAAA", false)]
    public void has_no_stray_bits(string signature, bool good) => Assert.Equal(good, CompactJwt.Parse($"{Header}.{Payload}.{signature}") is not null);

    [Theory]
    [InlineData("""{"alg":"ES256","alg":"none"}""")]
    [InlineData("""{"alg":"ES256","\u0061lg":"none"}""")]
    [InlineData("""["alg"]""")]
    [InlineData("\"alg\"")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("{'alg':'none'}")]
    [InlineData("{\"alg\":\"none\",}")]
    [InlineData("{/**/}")]
    [InlineData("")]
    [InlineData("\ufeff{}")]
    public void has_a_header_that_is_one_object_with_each_member_once(string json)
    {
        Assert.Null(CompactJwt.Parse($"{Part(json)}.{Payload}.{Signature}"));
        Assert.Null(CompactJwt.Parse($"{Header}.{Part(json)}.{Signature}"));
    }

    [Fact]
    public void has_a_payload_without_a_doubled_claim_at_any_depth() => Assert.Null(CompactJwt.Parse($"{Header}.{Part("""{"act":{"sub":"a","sub":"b"}}""")}.{Signature}"));

    [Theory]
    [InlineData("""{"sub":"\ud800"}""")]
    [InlineData("""{"sub":"\udc00\ud800"}""")]
    [InlineData("""{"\ud800":"a"}""")]
    [InlineData("""{"\ud800":"a","\ud800":"b"}""")]
    public void has_no_claim_that_holds_half_a_character(string json) => Assert.Null(CompactJwt.Parse($"{Header}.{Part(json)}.{Signature}"));

    [Fact]
    public void is_utf8() => Assert.Null(CompactJwt.Parse($"{Base64Url.EncodeToString([(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}'])}.{Payload}.{Signature}"));

    [Theory]
    [InlineData(10, true)]
    [InlineData(16, true)]
    [InlineData(17, false)]
    [InlineData(1000, false)]
    public void is_bounded_in_depth(int depth, bool good) =>
        Assert.Equal(good, CompactJwt.Parse($"{Header}.{Part(string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1))}.{Signature}") is not null);

    [Fact]
    public void is_bounded_in_length()
    {
        Assert.Null(CompactJwt.Parse($"{Header}.{Part("{\"a\":\"" + new string('x', 1_000_000) + "\"}")}.{Signature}"));
        Assert.Null(CompactJwt.Parse(new string('.', CompactJwt.MaxLength + 1)));
        Assert.NotNull(CompactJwt.Parse($"{Header}.{Part("{\"a\":\"" + new string('x', 10_000) + "\"}")}.{Signature}"));
    }

    [Fact]
    public void comes_back_whole() => Gen.Select(Gen.String[Gen.Char[' ', '\u0fff'].Where(c => c is not ('"' or '\\') && !char.IsControl(c)), 0, 30], Gen.Byte.Array[0, 80]).Sample((subject, signature) =>
        CompactJwt.Parse($"{Header}.{Part($$"""{"sub":"{{subject}}"}""")}.{Base64Url.EncodeToString(signature)}") is { } jwt && jwt.ClaimText("sub") == subject && jwt.Signature.Span.SequenceEqual(signature));

    [Fact]
    public void is_one_text_only_for_one_content() => Gen.Select(Gen.Int[0, 200], Gen.Char[' ', '~']).Sample((at, c) =>
    {
        var text = $"{Header}.{Payload}.{Signature}";
        at %= text.Length;
        var changed = text[..at] + c + text[(at + 1)..];
        return changed == text || CompactJwt.Parse(changed) is not { } jwt || jwt.SigningInput != $"{Header}.{Payload}" || !jwt.Signature.Span.SequenceEqual(new byte[] { 1, 2, 3 });
    });

    [Fact]
    public void never_throws() => Gen.OneOf(Gen.String, Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 60], (header, payload) => $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}.")).Sample(text =>
    {
        CompactJwt.Parse(text)?.ClaimText("sub");
        return true;
    });

    private static string Fill(string shape) => shape.Replace("{H}", Header, StringComparison.Ordinal).Replace("{P}", Payload, StringComparison.Ordinal).Replace("{S}", Signature, StringComparison.Ordinal);

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
