using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tests.SignIn;

[Spec("RFC 8628", "3.3")]
public class A_device_page(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("G5")]
    public async Task asks_to_sign_in_then_shows_who_asks_from_where_and_when(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (code, device) = await ADeviceAsync(app);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync("/device?user_code=" + code);
        Assert.True(page.HasField("password"));
        Assert.DoesNotContain("Desktop ingest", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        foreach (var part in new[] { "Desktop ingest asks for access", "Unverified", "Published by", code, "192.0.2.7", "UTC", "Know who you are", "Signed in as Ada Field", "If somebody sent you the code" })
        {
            Assert.Contains(part, page.Words, StringComparison.Ordinal);
        }

        page = await browser.PressAsync(page, "Allow access");
        Assert.Contains("Your device is connected", page.Words, StringComparison.Ordinal);
        var poll = await app.Get<IDeviceAuthorizationStore>().PollAsync(device.DeviceCodeHash, Seed.DesktopIngest.Id, app.Now(), Cancellation);
        Assert.IsType<DevicePoll.Allowed>(poll);
    }

    [Theory, Stores]
    public async Task takes_a_code_however_it_is_typed_and_a_no(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (code, device) = await ADeviceAsync(app);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.PressAsync(await browser.GoAsync("/device"), "Continue", ("user_code", " " + code.ToLowerInvariant().Replace('-', ' ')));
        Assert.True(page.HasButton("Allow access"));
        page = await browser.PressAsync(page, "Cancel");
        Assert.Contains("Nothing was connected", page.Words, StringComparison.Ordinal);
        Assert.IsType<DevicePoll.Denied>(await app.Get<IDeviceAuthorizationStore>().PollAsync(device.DeviceCodeHash, Seed.DesktopIngest.Id, app.Now(), Cancellation));
    }

    [Theory, Stores, Attack("F1"), Attack("F4")]
    public async Task answers_every_code_that_waits_for_nobody_alike_and_slows_guessers_down(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (used, _) = await ADeviceAsync(app);
        var (expired, _) = await ADeviceAsync(app);
        var (waiting, _) = await ADeviceAsync(app, TimeSpan.FromHours(5));
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await browser.PressAsync(await browser.GoAsync("/device?user_code=" + used), "Allow access");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var answers = new List<Page>();
        foreach (var code in new[] { used, expired, "ZZZZ-ZZZZ", "short", "<script>", "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" }) answers.Add(await browser.GoAsync("/device?user_code=" + Uri.EscapeDataString(code)));
        Assert.All(answers, page =>
        {
            Assert.Equal(400, page.Code);
            Assert.Equal(answers[0].Answer.WithoutTokens(), page.Answer.WithoutTokens());
        });
        for (var guess = answers.Count; guess < 10; guess++) Assert.Equal(400, (await browser.GoAsync("/device?user_code=YYYY-YYY" + guess)).Code);
        Assert.Equal(429, (await browser.GoAsync("/device?user_code=" + waiting)).Code);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await browser.GoAsync("/device?user_code=" + waiting)).Code);
    }

    [Theory, Stores, Attack("F7")]
    public async Task takes_a_yes_only_from_its_own_form_and_its_own_person(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (code, device) = await ADeviceAsync(app);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync("/device?user_code=" + code);
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Allow access", ("__RequestVerificationToken", "")))).Code);
        var entry = await browser.GoAsync("/device");
        var stolen = entry.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Allow access", ("__RequestVerificationToken", stolen)))).Code);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Allow access"))).Code);
        Assert.IsType<DevicePoll.Pending>(await app.Get<IDeviceAuthorizationStore>().PollAsync(device.DeviceCodeHash, Seed.DesktopIngest.Id, app.Now(), Cancellation));
    }

    private static async Task<(string Code, DeviceAuthorization Device)> ADeviceAsync(StagedoorApp app, TimeSpan? life = null)
    {
        var plain = System.Security.Cryptography.RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 8);
        var device = new DeviceAuthorization
        {
            DeviceCodeHash = OneTimeValue.DeviceCode.Hash(OneTimeValue.New()),
            UserCodeHash = OneTimeValue.UserCode.Hash(plain),
            FamilyId = OneTimeValue.New(),
            ClientId = Seed.DesktopIngest.Id,
            Dialect = Dialects.Standard,
            Scope = "openid email profile",
            CreatedAt = app.Now(),
            ExpiresAt = app.Now() + (life ?? TimeSpan.FromMinutes(10)),
            Address = "192.0.2.7",
        };
        Assert.True(await app.Get<IDeviceAuthorizationStore>().AddAsync(device, Cancellation));
        return ($"{plain[..4]}-{plain[4..]}", device);
    }
}
