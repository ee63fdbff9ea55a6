using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.Jose;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Tokens;

[OnStore(StoreKind.Sqlite)]
public class A_code_or_refresh_token
{
    private static readonly string[] Members = ["as", "client_id", "created_at", "expires_in", "id", "type"];

    [Fact]
    public async Task is_shaped_like_a_JWT_that_says_nothing_of_a_person()
    {
        await using var node = await Node.StartAsync();
        var handles = node.Get<HandleTokens>();
        foreach (var (text, typ, type, life) in new[]
        {
            (handles.WriteCode("handle", "client", node.Now, node.Now.AddSeconds(60)), "code+jwt", "authorization_code", "60000"),
            (handles.WriteRefreshToken("family", "handle", "client", node.Now, node.Now.AddDays(14)), "rt+jwt", "refresh_token", "1209600000"),
        })
        {
            var jwt = CompactJwt.Parse(text);
            Assert.NotNull(jwt);
            Assert.Equal(["alg", "typ"], jwt.Header.EnumerateObject().Select(member => member.Name).Order());
            Assert.Equal(typ, jwt.HeaderText("typ"));
            Assert.Equal(Members, jwt.Payload.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
            Assert.Equal((type, "client", "stagedoor"), (jwt.ClaimText("type"), jwt.ClaimText("client_id"), jwt.ClaimText("as")));
            Assert.Equal((node.Now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), life), (jwt.ClaimText("created_at"), jwt.ClaimText("expires_in")));
        }
    }

    [Fact]
    public async Task of_a_long_client_id_is_512_bytes_at_most()
    {
        await using var node = await Node.StartAsync();
        Assert.InRange(Encoding.UTF8.GetByteCount(node.Get<HandleTokens>().WriteCode(OneTimeValue.New(), new string('c', 64), node.Now, node.Now.AddSeconds(60))), 1, 512);
    }

    [Fact]
    public async Task gives_its_handle_back()
    {
        await using var node = await Node.StartAsync();
        var handles = node.Get<HandleTokens>();
        var handle = OneTimeValue.New();
        Assert.Equal(handle, handles.ReadCode(handles.WriteCode(handle, "client", node.Now, node.Now.AddSeconds(60))));
        Assert.Equal(new("family", handle, "client"), handles.ReadRefreshToken(handles.WriteRefreshToken("family", handle, "client", node.Now, node.Now.AddDays(14))));
    }

    [Fact, Attack("B10")]
    public async Task is_never_taken_for_the_other()
    {
        await using var node = await Node.StartAsync();
        var handles = node.Get<HandleTokens>();
        var code = handles.WriteCode("family.handle", "client", node.Now, node.Now.AddSeconds(60));
        var refresh = handles.WriteRefreshToken("family", "handle", "client", node.Now, node.Now.AddDays(14));
        Assert.Null(handles.ReadRefreshToken(code));
        Assert.Null(handles.ReadCode(refresh));
        // Nor with the other's header and type over the same signature.
        Assert.Null(handles.ReadRefreshToken(Forged.Input("""{"alg":"HS256","typ":"rt+jwt"}""", "{}") + code[code.LastIndexOf('.')..]));
        var (header, payload) = Forged.Parts(code);
        (header["typ"], payload["type"]) = ("rt+jwt", "refresh_token");
        Assert.Null(handles.ReadRefreshToken(Forged.Input(header.ToJsonString(), payload.ToJsonString()) + code[code.LastIndexOf('.')..]));
    }

    [Fact, Attack("B10")]
    public async Task is_refused_when_one_character_of_it_is_another()
    {
        await using var node = await Node.StartAsync();
        var handles = node.Get<HandleTokens>();
        var code = handles.WriteCode(OneTimeValue.New(), "client", node.Now, node.Now.AddSeconds(60));
        for (var i = 0; i < code.Length; i++)
        {
            var changed = code.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.Null(handles.ReadCode(new(changed)));
        }

        Assert.Null(handles.ReadCode(code[..^1]));
        Assert.Null(handles.ReadCode(code + "A"));
        Assert.Null(handles.ReadCode(code[..(code.LastIndexOf('.') + 1)]));
    }

    [Fact]
    public async Task is_signed_by_a_key_that_nobody_can_derive_from_what_is_published()
    {
        await using var node = await Node.StartAsync();
        var input = Forged.Input("""{"alg":"HS256","typ":"code+jwt"}""", """{"type":"authorization_code","id":"handle","client_id":"c","as":"stagedoor","created_at":"1","expires_in":"60000"}""");
        foreach (var key in new[] { node.Get<KeyRing>().Jwks.ToArray(), "stagedoor/code"u8.ToArray(), [] })
        {
            Assert.Null(node.Get<HandleTokens>().ReadCode($"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(input)))}"));
        }
    }

    [Theory, Stores]
    public async Task holds_after_a_restart(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var code = node.Get<HandleTokens>().WriteCode("handle", "client", node.Now, node.Now.AddSeconds(60));
        await using var next = await node.RestartAsync();
        Assert.Equal("handle", next.Get<HandleTokens>().ReadCode(code));
    }
}
