using System.Text.Json;

namespace Stagedoor.Server.Tests.SignIn.ProfileData;

public class A_download
{
    [Theory, Stores]
    public async Task is_one_file_of_all_that_is_kept_and_is_told_by_mail(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await app.SignInAsync(Seed.ReviewBoard, browser);
        var page = await browser.GoAsync("/profile/data");
        var answer = await browser.SendAsync(Browser.Request(page, "Download my data"));
        Assert.Equal((200, "application/json", "no-store"), (answer.Code, answer.ContentType, answer.Header("Cache-Control")));
        Assert.StartsWith("attachment", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(answer.Text);
        var person = json.RootElement.GetProperty("persons")[0];
        Assert.Equal((Seed.Ada, true), (person.GetProperty("email").GetString(), person.GetProperty("is_email_verified").GetBoolean()));
        Assert.Equal("Review board", json.RootElement.GetProperty("consents")[0].GetProperty("application").GetString());
        Assert.Equal("127.0.0.1", json.RootElement.GetProperty("sign_ins")[0].GetProperty("address").GetString());
        Assert.DoesNotContain("argon2", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Seed.Ben, answer.Text, StringComparison.Ordinal);
        await app.MailAsync(Seed.Ada, "Your data was downloaded");
    }

    [Theory, Stores, Attack("F4"), Attack("F7")]
    public async Task asks_for_a_recent_proof_and_its_own_form(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync("/profile/data");
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Download my data", ("__RequestVerificationToken", "x")))).Code);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.StartsWith("/signin?as=", (await browser.SendAsync(Browser.Request(page, "Download my data"))).Header("Location"), StringComparison.Ordinal);
        using var stranger = app.NewBrowser();
        Assert.StartsWith("/signin", (await stranger.SendAsync(Browser.Request(page, "Download my data"))).Header("Location"), StringComparison.Ordinal);
    }
}
