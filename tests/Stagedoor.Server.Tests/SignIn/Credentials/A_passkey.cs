using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.Credentials;

[Spec("WebAuthn", "7")]
public class A_passkey
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task signs_in_and_says_how(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var device = app.ADevice();
        var person = await app.AddAsync(device);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync("/signin?return=/device");
        var asked = JsonNode.Parse(page.Options())!;
        Assert.Equal(("required", "localhost"), ((string?)asked["userVerification"], (string?)asked["rpId"]));
        page = await browser.AnswerAsync(page, device.Prove(page.Options()));
        Assert.Equal("/device", page.Url.AbsolutePath);
        var session = Assert.Single(await app.SessionsAsync(browser));
        Assert.Equal((person.Id, "2", "hwk user mfa"), (session.PersonId, session.Acr, string.Join(' ', session.Amr)));
    }

    [Theory, Stores, Attack("F1")]
    public async Task is_asked_for_alike_whoever_is_named(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var device = app.ADevice();
        var (person, without) = (await app.AddAsync(device), await app.APersonAsync());
        var shapes = new List<string>();
        foreach (var email in (string[])[person.Email, without.Email, "nobody@elsewhere.example"])
        {
            using var browser = app.NewBrowser();
            var journey = await app.AJourneyAsync(Seed.ReviewBoard.Id, change: request => request with { LoginHint = email });
            var options = JsonNode.Parse((await browser.GoAsync("/signin?journey=" + journey)).Options())!.AsObject();
            Assert.Equal(43, ((string)options["challenge"]!).Length);
            options.Remove("challenge");
            shapes.Add(options.ToJsonString());
            Assert.True(options["allowCredentials"] is null or JsonArray { Count: 0 });

            // And so is a wrong one, whoever was typed.
            using var stranger = app.ADevice();
            var page = await browser.GoAsync("/signin");
            Assert.Equal(400, (await browser.AnswerAsync(page, stranger.Prove(page.Options(), user: Encoding.UTF8.GetBytes(person.Id)), ("email", email))).Code);
        }

        Assert.Single(shapes.Distinct());
    }

    [Theory, Stores]
    public async Task answers_each_challenge_once_even_for_many_at_once(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var device = app.ADevice();
        await app.AddAsync(device);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync("/signin");
        var answer = device.Prove(page.Options());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => browser.SendAsync(Browser.Request(page, "Sign in with a passkey", ("passkey", answer))))));
        Assert.Equal((1, 9), (answers.Count(one => one.Code == 303), answers.Count(one => one.Code == 400)));
    }

    [Theory, Stores]
    public async Task answers_for_its_page_browser_and_purpose_only(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var device = app.ADevice();
        var person = await app.AddAsync(device);
        using var browser = app.NewBrowser();
        using var attacker = app.NewBrowser();
        var (mine, theirs) = (await browser.GoAsync("/signin"), await attacker.GoAsync("/signin"));

        // Signed for the attacker's challenge, sent by the victim; and the attacker's state in the victim's form.
        Assert.Equal(400, (await browser.AnswerAsync(mine, device.Prove(theirs.Options()))).Code);
        mine = await browser.GoAsync("/signin");
        Assert.Equal(400, (await browser.AnswerAsync(mine, device.Prove(theirs.Options()), ("passkey_state", State(theirs)))).Code);
        foreach (var state in (string[])["", "forged", new('x', 9000)])
        {
            mine = await browser.GoAsync("/signin");
            Assert.Equal(400, (await browser.AnswerAsync(mine, device.Prove(mine.Options()), ("passkey_state", state))).Code);
        }

        // A challenge of the second step is none of the first, nor one about somebody else.
        var second = await browser.PasswordAsync(person);
        Assert.Equal(Base64Url.EncodeToString(device.Id), (string?)JsonNode.Parse(second.Options())!["allowCredentials"]![0]!["id"]);
        mine = await browser.GoAsync("/signin");
        Assert.Equal(400, (await browser.AnswerAsync(mine, device.Prove(second.Options()), ("passkey_state", State(second)))).Code);
        var other = await app.APersonAsync();
        using var others = app.ADevice();
        await app.AddAsync(others, other);
        second = await browser.PasswordAsync(person);
        Assert.Equal(400, (await browser.AnswerAsync(second, others.Prove(second.Options()))).Code);
        Assert.Empty(await app.SessionsAsync(browser));

        // Long after.
        mine = await browser.GoAsync("/signin");
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(400, (await browser.AnswerAsync(mine, device.Prove(mine.Options()))).Code);
    }

    [Theory, Stores]
    public async Task is_made_and_used_at_the_issuer_by_a_verified_owner_only(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var device = app.ADevice();
        var person = await app.AddAsync(device);
        var bad = new Dictionary<string, Func<string, string>>
        {
            ["another origin"] = options => Clone(device, origin: "http://evil.example").Prove(options),
            ["another port"] = options => Clone(device, origin: "http://localhost:1").Prove(options),
            ["another relying party"] = options => Clone(device, relyingParty: "evil.example").Prove(options),
            ["nobody verified"] = options => Clone(device, flags: 0x01).Prove(options),
            ["nobody present"] = options => Clone(device, flags: 0x04).Prove(options),
            ["a creation"] = options => device.Prove(options, "webauthn.create"),
            ["another person's name"] = options => device.Prove(options, user: "000000000000000000000000@AdobeID"u8.ToArray()),
            ["changed data"] = options => device.Prove(options, change: data => [.. data[..^1], 9]),
            ["no signature"] = options => Passkeys.Changed(device.Prove(options), json => json["response"]!["signature"] = "").ToJsonString(),
        };
        using var browser = app.NewBrowser();
        foreach (var (why, answer) in bad)
        {
            var page = await browser.GoAsync("/signin");
            var refused = await browser.AnswerAsync(page, answer(page.Options()));
            Assert.True(refused.Code == 400, $"{why}: {refused}");
        }

        Assert.Empty(await app.SessionsAsync(browser));
        var mine = await browser.PasswordAsync(await app.APersonAsync(), "/signin?return=/profile/passkeys");
        foreach (var wrong in new[] { new SoftPasskey { Origin = "http://evil.example" }, new SoftPasskey { Origin = app.Issuer, RelyingParty = "evil.example" }, new SoftPasskey { Origin = app.Issuer, Flags = 0x01 }, new SoftPasskey { Origin = app.Issuer, Id = device.Id } })
        {
            mine = await browser.GoAsync("/profile/passkeys");
            Assert.Equal(400, (await browser.AnswerAsync(mine, wrong.Make(mine.Options()))).Code);
            wrong.Dispose();
        }

        Assert.Single(await app.Get<IPasskeyStore>().OfPersonAsync(person.Id, Cancellation));
    }

    [Theory, Stores, Spec("WebAuthn", "6.1.1")]
    public async Task whose_counter_does_not_rise_is_taken_for_a_copy_and_recorded(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var device = app.ADevice();
        device.Counter = 10;
        var person = await app.AddAsync(device);
        async Task<int> UseAsync(uint counter)
        {
            using var browser = app.NewBrowser();
            var page = await browser.GoAsync("/signin?return=/device");
            device.Counter = counter;
            return (await browser.AnswerAsync(page, device.Prove(page.Options()))).Code;
        }

        Assert.Equal(200, await UseAsync(11));
        Assert.Equal(400, await UseAsync(11));
        Assert.Equal(400, await UseAsync(3));
        Assert.Equal(400, await UseAsync(0));
        Assert.Equal(200, await UseAsync(12));
        var history = await app.Get<Sessions.ISignInHistory>().OfPersonAsync(person.Id, null, 50, Cancellation);
        Assert.Equal(3, history.Count(record => record.Detail == "passkey_copied"));
    }

    [Theory, Stores]
    public async Task of_somebody_disabled_or_that_was_removed_opens_nothing(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        using var first = app.ADevice();
        using var second = app.ADevice();
        var (disabled, removed) = (await app.AddAsync(first), await app.AddAsync(second));
        Assert.True(await app.Get<IPersonStore>().SetDisabledAsync(disabled.Id, true, app.Now(), Cancellation));
        Assert.Equal(FactorRemoval.Removed, await app.Get<IPasskeyStore>().RemoveAsync(Base64Url.EncodeToString(second.Id), removed.Id, Cancellation));
        using var browser = app.NewBrowser();
        foreach (var device in (SoftPasskey[])[first, second])
        {
            var page = await browser.GoAsync("/signin");
            Assert.Equal(400, (await browser.AnswerAsync(page, device.Prove(page.Options()))).Code);
        }

        Assert.Empty(await app.SessionsAsync(browser));
    }

    [Theory, Stores, Attack("F2")]
    public async Task that_is_wrong_again_and_again_is_slowed(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, ByName = true, Settings = new Dictionary<string, string> { ["Limits:AddressFailuresPerMinute"] = "10" } });
        using var device = app.ADevice();
        await app.AddAsync(device);
        using var stranger = app.ADevice();
        using var browser = app.NewBrowser();
        for (var i = 0; i < 10; i++)
        {
            var page = await browser.GoAsync("/signin");
            Assert.Equal(400, (await browser.AnswerAsync(page, stranger.Prove(page.Options(), user: [1]))).Code);
        }

        var slowed = await browser.GoAsync("/signin");
        Assert.Equal(429, (await browser.AnswerAsync(slowed, device.Prove(slowed.Options()))).Code);
    }

    [Fact]
    public async Task is_not_asked_for_where_the_issuer_is_an_address()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        Assert.Null((await browser.GoAsync("/signin")).Document.QuerySelector("button[data-passkey]"));
        var page = await browser.SignInAsync(Seed.Ben, Seed.BenPassword, "/signin?return=/profile/passkeys");
        Assert.Contains("Passkeys are not possible here", page.Words, StringComparison.Ordinal);
    }

    private static string State(Page page) => page.Document.QuerySelector("input[name=passkey_state]")!.GetAttribute("value")!;

    private static SoftPasskey Clone(SoftPasskey device, string? origin = null, string? relyingParty = null, byte? flags = null) => device.With(origin ?? device.Origin, relyingParty ?? device.RelyingParty, flags ?? device.Flags);
}
