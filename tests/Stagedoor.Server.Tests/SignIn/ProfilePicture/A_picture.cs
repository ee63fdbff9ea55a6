using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using SkiaSharp;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.ProfilePicture;

public class A_picture(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_drawn_anew_shown_beside_its_person_and_gone_when_it_is_removed(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        var tokens = await app.SignInAsync(Seed.ReviewBoard, browser);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok().Json.GetProperty("data").GetProperty("avatar_url").ValueKind);
        foreach (var format in new[] { SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp })
        {
            Assert.Equal(303, (await UploadAsync(browser, Pictures.Halves(format))).Code);
            var url = (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok().Json.GetProperty("data").GetProperty("avatar_url").GetString()!;
            Assert.StartsWith(app.Issuer + "/avatars/", url, StringComparison.Ordinal);
            Assert.Equal(url, (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok().Json.GetProperty("picture").GetString());
            using var drawn = SKBitmap.Decode(await app.Http.GetByteArrayAsync(new Uri(url), Cancellation));
            Assert.Equal((AvatarImages.Side, AvatarImages.Side), (drawn.Width, drawn.Height));
            Assert.True(drawn.GetPixel(20, 128) is { Red: > 200, Blue: < 60 } && drawn.GetPixel(236, 128) is { Red: < 60, Blue: > 200 });
        }

        var last = (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Json.GetProperty("data").GetProperty("avatar_url").GetString()!;
        var page = await browser.GoAsync("/profile/picture");
        Assert.Equal(new Uri(last).AbsolutePath, page.Document.QuerySelector("img.avatar")!.GetAttribute("src"));
        Assert.Equal(303, (await UploadAsync(browser, null, "remove")).Code);
        Assert.Equal(404, (await app.Http.GetAsync(last, bearer: null)).Code);
        Assert.False((await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok().Json.TryGetProperty("picture", out _));
    }

    [Fact, Attack("G2")]
    public async Task keeps_nothing_of_the_file_but_what_is_seen_and_stands_upright()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var file = Pictures.WithExif(Pictures.Halves(SKEncodedImageFormat.Jpeg, 300, 300), 6, "CANARY-PLACE 52.52N 13.40E <script>alert(1)</script>");
        Assert.Contains("CANARY-PLACE", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        // And what a file may carry behind its end.
        Assert.Equal(303, (await UploadAsync(browser, [.. file, .. "<html><script>alert('CANARY-TAIL')</script>"u8])).Code);
        var served = await ServedAsync(app, browser);
        Assert.Equal("image/jpeg", served.ContentType);
        var text = Encoding.Latin1.GetString(await served.Response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.DoesNotContain("CANARY", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", text, StringComparison.Ordinal);
        // The camera was turned: what was left is on top.
        using var drawn = SKBitmap.Decode(Encoding.Latin1.GetBytes(text));
        Assert.True(drawn.GetPixel(128, 20) is { Red: > 200, Blue: < 60 } && drawn.GetPixel(128, 236) is { Red: < 60, Blue: > 200 });
    }

    [Fact, Attack("G2")]
    public async Task is_served_so_that_no_browser_takes_it_for_anything_else()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        Assert.Equal(303, (await UploadAsync(browser, Pictures.Halves(SKEncodedImageFormat.Png))).Code);
        var served = await ServedAsync(app, browser);
        Assert.Equal("nosniff", served.Header("X-Content-Type-Options"));
        Assert.Equal("default-src 'none'; sandbox", served.Header("Content-Security-Policy"));
        Assert.Equal("cross-origin", served.Header("Cross-Origin-Resource-Policy"));
        Assert.Null(served.Header("Set-Cookie"));
        foreach (var nobody in new[] { "/avatars/none", "/avatars/" + new string('a', 4000), "/avatars/..%2f..%2fmaster.key", "/avatars/" })
        {
            Assert.Equal(404, (await app.Http.GetAsync(nobody, bearer: null)).Code);
        }
    }

    [Fact, Attack("G2"), Attack("H3")]
    public async Task that_is_none_or_would_cost_too_much_is_refused_at_once()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync((await app.APersonAsync()).Email, Seed.BenPassword);
        var jpeg = Pictures.Halves(SKEncodedImageFormat.Jpeg);
        var scans = Enumerable.Repeat(jpeg.AsSpan(jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA])).ToArray(), 200).SelectMany(scan => scan).Take(400_000).ToArray();
        var bomb = Pictures.Bomb(16_000);
        Assert.True(bomb.Length < 100_000);
        (string Name, byte[] File)[] files =
        [
            ("empty", []), ("text", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()), ("gif", "GIF89a\u0001\0\u0001\0\0\0\0;"u8.ToArray()), ("header only", jpeg[..30]), ("cut", jpeg[..(jpeg.Length / 2)]),
            ("bomb", bomb), ("scans", [.. jpeg[..^2], .. scans]), ("noise", Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3)).ToArray()), ("png noise", [.. Pictures.Halves(SKEncodedImageFormat.Png)[..40], .. new byte[5000]]),
        ];
        foreach (var (name, file) in files)
        {
            var watch = Stopwatch.StartNew();
            var answer = await UploadAsync(browser, file);
            Assert.True(answer.Code == 400, $"{name}: {answer.Code}");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{name}: {watch.Elapsed}");
        }

        Assert.Equal(400, (await UploadAsync(browser, new byte[AvatarImages.MaxFile + 1])).Code);
        Assert.Null((await browser.GoAsync("/profile/picture")).Document.QuerySelector("img.avatar"));
    }

    [Fact, Attack("F7")]
    public async Task is_taken_from_its_own_form_only()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        foreach (var change in new Action<MultipartFormDataContent, HttpRequestMessage>[]
        {
            (_, request) => request.Headers.Add("Sec-Fetch-Site", "cross-site"),
            (_, request) => request.Headers.Add("Origin", "https://evil.example"),
        })
        {
            Assert.Equal(400, (await UploadAsync(browser, Pictures.Halves(SKEncodedImageFormat.Png), change: change)).Code);
        }

        Assert.Equal(400, (await UploadAsync(browser, Pictures.Halves(SKEncodedImageFormat.Png), token: "nonsense")).Code);
        using var stranger = app.NewBrowser();
        Assert.Equal(303, (await UploadAsync(stranger, Pictures.Halves(SKEncodedImageFormat.Png), token: "x")).Code);
    }

    private static async Task<Answer> ServedAsync(StagedoorApp app, Browser browser) =>
        (await app.Http.GetAsync((await browser.GoAsync("/profile/picture")).Document.QuerySelector("img.avatar")!.GetAttribute("src")!, bearer: null)).Ok();

    private static async Task<Answer> UploadAsync(Browser browser, byte[]? file, string action = "set", string? token = null, Action<MultipartFormDataContent, HttpRequestMessage>? change = null)
    {
        token ??= (await browser.GoAsync("/profile/picture")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(action), "action" } };
        if (file is not null) content.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("image/svg+xml") } }, "picture", "../../evil.html");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(browser.Home, "/profile/picture")) { Content = content };
        change?.Invoke(content, request);
        return await browser.SendAsync(request);
    }
}
