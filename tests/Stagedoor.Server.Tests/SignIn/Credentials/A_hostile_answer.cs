using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Stagedoor.Server.Tests.SignIn.Credentials;

[Attack("H9"), Spec("WebAuthn", "13.4")]
public class A_hostile_answer
{
    [Theory, Stores]
    public async Task is_refused_whatever_its_cbor_says(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(await app.APersonAsync(), "/signin?return=/profile/passkeys");
        foreach (var (why, bytes) in Crafted())
        {
            using var device = app.ADevice();
            var begun = Stopwatch.GetTimestamp();
            var answer = await browser.AnswerAsync(page, device.Make(page.Options(), _ => bytes));
            Assert.True(answer.Code == 400, $"{why}: {answer.Code}");
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(5), why);
            page = answer;
        }
    }

    [Fact]
    public async Task breaks_nothing_however_it_was_bent()
    {
        await using var app = await Passkeys.StartAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(await app.APersonAsync(), "/signin?return=/profile/passkeys");
        var random = new Random(20260304);
        for (var i = 0; i < 250; i++)
        {
            using var device = app.ADevice();
            var answer = await browser.AnswerAsync(page, device.Make(page.Options(), attestation => Bend(attestation, random)));
            Assert.True(answer.Code is 200 or 400, $"{i}: {answer}");
            page = answer.Document.QuerySelector("button[data-passkey]") is null ? throw new InvalidOperationException(answer.ToString()) : answer;
        }
    }

    [Fact]
    public async Task is_refused_whatever_its_json_says()
    {
        await using var app = await Passkeys.StartAsync(StoreKind.Sqlite);
        using var device = app.ADevice();
        await app.AddAsync(device);
        using var browser = app.NewBrowser();
        string[] whole = ["", "x", "null", "[]", "{}", "\"text\"", "{\"id\":1}", new('[', 4000), "{\"response\":" + new string('{', 2000), "\ud800", "{\"id\":\"\ud800\"}"];
        foreach (var text in whole.Skip(1))
        {
            var page = await browser.GoAsync("/signin");
            Assert.Equal(400, (await browser.AnswerAsync(page, text)).Code);
        }

        foreach (var path in (string[])["id", "rawId", "type", "response", "response/clientDataJSON", "response/authenticatorData", "response/signature", "response/userHandle"])
        {
            foreach (var value in (Func<JsonNode?>[])[() => null, () => 1, () => "", () => "!!!", () => new JsonArray(), () => new string('A', 3000), () => Base64Url.EncodeToString(Encoding.UTF8.GetBytes("{\"type\":\"webauthn.get\"}"))])
            {
                var page = await browser.GoAsync("/signin");
                var answer = Passkeys.Changed(device.Prove(page.Options()), json =>
                {
                    var at = path.StartsWith("response/", StringComparison.Ordinal) ? json["response"]!.AsObject() : json;
                    at[path.Split('/')[^1]] = value();
                });
                var refused = await browser.AnswerAsync(page, answer.ToJsonString());

                // What names the owner may be left out where the key is known (WebAuthn §5.2.2), and the second writing of the id says nothing.
                Assert.True(refused.Code is 400 or 429 || path is "rawId" or "response/userHandle", $"{path}={value()?.ToJsonString()}: {refused.Code} {refused.Url}");
                Assert.True(refused.Code < 500, refused.ToString());
                app.Clock.Advance(TimeSpan.FromMinutes(2));
            }
        }
    }

    private static IEnumerable<(string Why, byte[] Bytes)> Crafted()
    {
        yield return ("nothing", []);
        yield return ("deep arrays", [.. Enumerable.Repeat((byte)0x81, 5000)]);
        yield return ("deep maps", [.. Enumerable.Repeat((byte)0xa1, 5000)]);
        yield return ("a text of 2^63", [0xa1, 0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        yield return ("an array of 2^64-1", [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        yield return ("a map of 2^32", [0xba, 0xff, 0xff, 0xff, 0xff]);
        yield return ("bytes without an end", [0x5f, 0x41, 0x00]);
        yield return ("a map without an end", [0xbf, 0x63, .. "fmt"u8, 0x64, .. "none"u8]);
        yield return ("keys twice", [0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x63, .. "fmt"u8, 0x64, .. "none"u8]);
        yield return ("no data", [0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x40]);
        yield return ("an id of 65535 bytes that is not there", [0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x58, 55, .. new byte[32], 0x45, .. new byte[4], .. new byte[16], 0xff, 0xff]);
        yield return ("tags on tags", [.. Enumerable.Repeat((byte)0xc1, 5000), 0x00]);
    }

    private static byte[] Bend(byte[] bytes, Random random)
    {
        var bent = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bent.Count);
            switch (random.Next(4))
            {
                case 0: bent[at] = (byte)random.Next(256); break;
                case 1: bent.RemoveAt(at); break;
                case 2: bent.InsertRange(at, Enumerable.Range(0, random.Next(1, 20)).Select(_ => (byte)random.Next(256))); break;
                default: bent.RemoveRange(at, Math.Min(random.Next(1, 40), bent.Count - at)); break;
            }

            if (bent.Count == 0) bent.Add(0);
        }

        return [.. bent];
    }
}
