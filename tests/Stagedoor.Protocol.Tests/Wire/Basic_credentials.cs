using System.Text;
using CsCheck;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Protocol.Tests.Wire;

[Spec("RFC 6749", "2.3.1")]
public class Basic_credentials
{
    [Theory]
    [InlineData("id:secret", "id", "secret")]
    [InlineData("id:", "id", "")]
    [InlineData("id:a:b", "id", "a:b")]
    [InlineData("a%3Ab:c%3Ad", "a:b", "c:d")]
    [InlineData("id:p%40ss+word", "id", "p@ss word")]
    [InlineData("id:100%", "id", "100%")]
    [InlineData("id:é", "id", "é")]
    public void are_decoded_and_those_that_were_not_encoded_are_kept(string text, string id, string secret)
    {
        var read = BasicCredentials.Parse(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(id, read!.ClientId);
        Assert.Equal(secret, read.ClientSecret.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("aWQ6c2VjcmV0 aWQ6c2VjcmV0")]
    [InlineData("aWQ6c2VjcmV0!")]
    [InlineData("id:secret")]
    [InlineData("aWQ")]
    public void that_are_no_base64_are_refused(string text) => Assert.Null(BasicCredentials.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(":secret")]
    [InlineData("nocolon")]
    [InlineData("i\0d:secret")]
    [InlineData("id:sec\nret")]
    public void without_an_id_a_colon_or_with_control_characters_are_refused(string text) => Assert.Null(BasicCredentials.Parse(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void that_are_not_utf8_are_refused() => Assert.Null(BasicCredentials.Parse(Convert.ToBase64String([0x69, 0x3a, 0xff, 0xfe])));

    [Fact, Attack("H3")]
    public void are_bounded() => Assert.Null(BasicCredentials.Parse(Convert.ToBase64String(Encoding.UTF8.GetBytes("id:" + new string('a', 10_000)))));

    [Fact]
    public void come_back_when_encoded_as_the_standard_says() => Gen.Select(Printable(1), Printable(0)).Sample((id, secret) =>
        BasicCredentials.Parse(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{FormUrlEncoded.Encode(id)}:{FormUrlEncoded.Encode(secret)}"))) is { } read && read.ClientId == id && read.ClientSecret.Reveal() == secret);

    [Fact, Attack("H9")]
    public void never_throw() => Gen.OneOf(Gen.String, Gen.Byte.Array[0, 200].Select(Convert.ToBase64String)).Sample(text =>
    {
        BasicCredentials.Parse(text);
        return true;
    });

    [Fact, Attack("A12")]
    public void do_not_show_their_secret() => Assert.DoesNotContain("hunter2", BasicCredentials.Parse(Convert.ToBase64String("id:hunter2"u8))!.ToString(), StringComparison.Ordinal);

    private static Gen<string> Printable(int least) => Gen.String[Gen.Char[' ', '\u2fff'].Where(c => !char.IsControl(c) && !char.IsSurrogate(c)), least, 40];
}
