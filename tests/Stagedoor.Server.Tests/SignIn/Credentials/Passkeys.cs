using System.Text.Json.Nodes;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.Credentials;

/// <summary>Pages that ask for passkeys, answered by software.</summary>
internal static class Passkeys
{
    private const string Path = "/profile/passkeys";

    public static Task<StagedoorApp> StartAsync(StoreKind store) => StagedoorApp.StartAsync(new AppOptions { Store = store, ByName = true });

    public static string Options(this Page page) => page.Document.QuerySelector("button[data-passkey]")!.GetAttribute("data-options")!;

    public static SoftPasskey ADevice(this StagedoorApp app) => new() { Origin = app.Issuer };

    /// <summary>Sends the form around the passkey button with an answer of the authenticator.</summary>
    public static Task<Page> AnswerAsync(this Browser browser, Page page, string answer, params (string Name, string Value)[] fill) => browser.PressAsync(page, ButtonBeside(page), [("passkey", answer), .. fill]);

    /// <summary>A person with a passkey on this device, signed in in a browser of its own.</summary>
    public static async Task<Person> AddAsync(this StagedoorApp app, SoftPasskey device, Person? person = null)
    {
        person ??= await app.APersonAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person, "/signin?return=" + Path);
        Assert.Equal(Path, page.Url.AbsolutePath);
        Assert.Equal(200, (await browser.AnswerAsync(page, device.Make(page.Options()), ("name", "Software"))).Code);
        return person;
    }

    public static JsonObject Changed(string answer, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(answer)!.AsObject();
        change(json);
        return json;
    }

    private static string ButtonBeside(Page page) => page.Document.QuerySelector("button[data-passkey]")!.TextContent;
}
