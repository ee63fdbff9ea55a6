namespace Stagedoor.Browser.Tests;

/// <summary>From the sign-in page to the V4 API, through each of the three user credentials, in each dialect.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_person(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    public static TheoryData<string, string> Ways => new MatrixTheoryData<string, string>(["web app", "single page app", "native app"], ["ims", "standard"]);

    [Theory, MemberData(nameof(Ways))]
    public async Task signs_in_and_is_who_the_api_answers_as(string kind, string dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var application = await Application.StartAsync();
        var (client, callback) = kind switch
        {
            "web app" => (Seed.ReviewBoard, application.Callback),
            "single page app" => (Seed.ReviewPage, application.Address + "/spa"),
            _ => (Seed.DesktopIngest, application.Callback),
        };
        var (authorize, token) = dialect == "ims" ? ("/ims/authorize/v2", "/ims/token/v3") : ("/oauth2/authorize", "/oauth2/token");
        var proof = ProofKey.New();
        await using var context = await chromium.NewAsync(app);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Authorize.Url(authorize, client, proof, ("redirect_uri", callback), ("prompt", "consent")));
        await page.SignInAsync();
        await page.PressAsync("Allow access");
        var answer = await page.CallbackAsync(callback);
        Assert.Equal(app.Issuer, answer["iss"]);
        var tokens = (await app.Http.RedeemAsync(token, client, answer["code"], proof.Verifier, callback)).Ok();
        var me = (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok().Json.GetProperty("data");
        Assert.Equal(("Ada Field", Seed.Ada), (me.GetProperty("name").GetString(), me.GetProperty("email").GetString()));
        var next = (await app.Http.RefreshAsync(token, client, tokens["refresh_token"])).Ok();
        (await app.Http.GetAsync("/v4/accounts", next["access_token"])).Ok();
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}, {dialect}: {me.GetRawText()}");
    }
}
