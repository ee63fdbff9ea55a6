using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Browser.Tests;

/// <summary>The app's pages of service accounts, looked at and used.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_service_accounts(Chromium chromium) : IClassFixture<Chromium>
{
    private const string List = "/app/accounts/" + Seed.Account + "/settings/service-accounts";

    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData(ColorScheme.Light, 360, true)]
    [InlineData(ColorScheme.Dark, 1280, true)]
    [InlineData(ColorScheme.Light, 1280, false)]
    public async Task can_be_read_and_managed_by_everyone(ColorScheme scheme, int width, bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"];
        await PostAsync(app, "workspaces", """{"data":{"name":"Features"}}""", token);
        await using var context = await chromium.NewAsync(app, scheme, width, javaScript);
        var page = await context.NewPageAsync();
        var look = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin?return=" + List);
        if (javaScript) await look.AtAsync("service accounts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Service Account User" }).ClickAsync();
        if (javaScript) await look.AtAsync("service account");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change name and picture" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Ada Field");
        await page.PressAsync("Save");
        await page.SeesAsync("Somebody in this account has that name");
        if (javaScript) await look.AtAsync("service account, name refused");
        await page.GetByLabel("Name").FillAsync("Dailies bot");
        await page.GetByLabel("Description").FillAsync("Brings the day\u2019s takes in and tells the editors");
        await page.PressAsync("Save");
        await page.SeesAsync("Saved.");
        await page.GetByLabel("Picture file").SetInputFilesAsync(new FilePayload { Name = "bot.png", MimeType = "image/png", Buffer = Picture });
        await page.PressAsync("Use this picture");
        await page.GetByAltText("Its picture now").WaitForAsync();
        if (javaScript) await look.AtAsync("service account, edited");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the service account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change owner and roles" }).ClickAsync();
        await page.GetByLabel("Role in the account").SelectOptionAsync("member");
        await page.PressAsync("Save");
        await page.SeesAsync("Saved.");
        await page.GetByLabel("Workspace or project", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Workspace Features" });
        await page.GetByLabel("Role there").SelectOptionAsync("full_access");
        await page.PressAsync("Give this role");
        await page.SeesAsync("The role is given");
        if (javaScript) await look.AtAsync("service account, role given");
        await page.GotoAsync(List + "?text=nothing");
        if (javaScript) await look.AtAsync("service accounts, none found");
        await page.GotoAsync(List);
        await page.GetByRole(AriaRole.Link, new() { Name = "Dailies bot" }).ClickAsync();
        await page.SeesAsync("Full access");
        if (javaScript) await look.AtAsync("service account, in the end");
        Assert.Equal("Dailies bot", (await app.Http.GetAsync("/v4/me", token)).Ok().Json.GetProperty("data").GetProperty("name").GetString());
        Assert.Empty(look.Complaints);
    }

    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData("de", "Dienstkonten")]
    [InlineData("fr", "Comptes de service")]
    [InlineData("ja", "サービスアカウント")]
    public async Task are_there_in_every_language(string language, string title)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        var accounts = app.Services.GetRequiredService<IServiceAccountStore>();
        var bot = (await accounts.FindByClientAsync(Seed.DailiesBot.Id, default))!;
        await using var context = await chromium.NewAsync(app, width: 360);
        var page = await context.NewPageAsync();
        var look = new Look(page, ColorScheme.Light, 360);
        await page.SignInAtAsync("/signin");
        foreach (var path in (string[])["", $"/{bot.FrameioId}", $"/{bot.FrameioId}/edit", $"/{bot.FrameioId}/access"])
        {
            await page.GotoAsync($"{List}{path}?ui_locales={language}");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true })).ToBeVisibleAsync();
            await look.AtAsync($"service accounts{path.Replace('/', ' ').Replace(bot.FrameioId.ToString(), "one", StringComparison.Ordinal)}, {language}");
        }

        // One whose credential is revoked says so.
        Assert.True(await app.Services.GetRequiredService<IClientStore>().SetDisabledAsync(Seed.DailiesBot.Id, true, DateTimeOffset.UtcNow, default));
        await page.GotoAsync($"{List}?ui_locales={language}");
        Assert.Equal(2, await page.Locator("#accounts .mark").CountAsync());
        Assert.Empty(look.Complaints);
    }

    private static async Task PostAsync(StagedoorApp app, string path, string json, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v4/accounts/{Seed.Account}/{path}") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        (await app.Http.SendAsync(request)).EnsureSuccessStatusCode();
    }
}
