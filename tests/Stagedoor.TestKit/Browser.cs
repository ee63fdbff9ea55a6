using System.Net;
using AngleSharp.Html.Dom;

namespace Stagedoor.TestKit;

/// <summary>
/// A browser without a screen: keeps cookies, reads forms and sends them as a person would, follows redirects on its home host and stops where one leaves it.
/// </summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(Uri home, HttpMessageHandler? handler = null)
    {
        Home = home;
        http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = Cookies, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = home };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (test)");
    }

    public Uri Home { get; }

    public CookieContainer Cookies { get; } = new();

    public Task<Page> GoAsync(string url) => FollowAsync(new(HttpMethod.Get, new Uri(Home, url)));

    public Task<Page> PostAsync(string url, params (string Name, string Value)[] fields) =>
        FollowAsync(new(HttpMethod.Post, new Uri(Home, url)) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });

    /// <summary>Fills in the form that holds the button, and presses it. Hidden fields, the antiforgery token among them, go along.</summary>
    public Task<Page> PressAsync(Page page, string button, params (string Name, string Value)[] fill) => FollowAsync(Request(page, button, fill));

    /// <summary>The request that pressing the button sends.</summary>
    public static HttpRequestMessage Request(Page page, string button, params (string Name, string Value)[] fill)
    {
        var pressed = page.Button(button) ?? throw new InvalidOperationException($"no button \"{button}\" on: {page}");
        var form = pressed.Closest("form") as IHtmlFormElement ?? (page.Document.GetElementById(pressed.GetAttribute("form") ?? "") as IHtmlFormElement) ?? throw new InvalidOperationException($"\"{button}\" has no form on: {page}");
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>()
            .Where(input => input.Name is { Length: > 0 } && input.Type is not ("submit" or "button" or "image") && (input.Type is not ("checkbox" or "radio") || input.IsChecked))
            .Select(input => KeyValuePair.Create(input.Name!, input.Value)).Where(field => fill.All(filled => filled.Name != field.Key)).ToList();
        fields.AddRange(fill.Select(filled => KeyValuePair.Create(filled.Name, filled.Value)));
        if (pressed.GetAttribute("name") is { Length: > 0 } name) fields.Add(KeyValuePair.Create(name, pressed.GetAttribute("value") ?? ""));
        var action = pressed.GetAttribute("formaction") ?? form.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? page.Url : new Uri(page.Url, action);
        if (string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)) return new(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) };
        return new(HttpMethod.Get, new UriBuilder(target) { Query = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")) }.Uri);
    }

    /// <summary>From an authorization request to the client's callback: signs in, chooses and allows wherever the pages ask for it.</summary>
    public async Task<Page> SignInAndAllowAsync(string authorizeUrl, string email, string password, Func<string>? code = null) => await FinishAsync(await GoAsync(authorizeUrl), email, password, code);

    /// <summary>Goes on from a page to the client's callback. With <paramref name="code"/> a second factor is given, and the device remembered.</summary>
    public async Task<Page> FinishAsync(Page page, string email, string password, Func<string>? code = null)
    {
        for (var step = 0; page.Left is null && page.PostsTo is null; step++)
        {
            if (step == 6) throw new InvalidOperationException($"never ends: {page}");
            page = page switch
            {
                _ when page.HasField("password") => await PressAsync(page, "Sign in", ("email", email), ("password", password)),
                _ when code is not null && page.HasField("code") => await PressAsync(page, "Confirm", ("code", code()), ("remember", "yes")),
                _ when page.HasButton("Allow access") => await PressAsync(page, "Allow access"),
                _ when page.HasButton(email) => await PressAsync(page, email),
                _ => throw new InvalidOperationException($"nothing to do on: {page}"),
            };
        }

        return page;
    }

    /// <summary>Signs in without an application.</summary>
    public async Task<Page> SignInAsync(string email, string password, string path = "/signin") =>
        await PressAsync(await GoAsync(path), "Sign in", ("email", email), ("password", password));

    /// <summary>One request, no redirect followed.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request) return await Answer.OfAsync(await http.SendAsync(request));
    }

    private async Task<Page> FollowAsync(HttpRequestMessage request)
    {
        for (var hops = 0; hops < 12; hops++)
        {
            var url = request.RequestUri!;
            var answer = await SendAsync(request);
            if (answer.Response.Headers.Location is not { } location || answer.Code is not (301 or 302 or 303 or 307 or 308)) return new(url, answer, null);
            var next = location.IsAbsoluteUri ? location : new Uri(url, location);
            if (!Page.SameHost(next, url)) return new(url, answer, next);
            if (answer.Code is 307 or 308) throw new InvalidOperationException($"a {answer.Code} would repeat the POST: {url}");
            request = new(HttpMethod.Get, next);
        }

        throw new InvalidOperationException("redirects without end");
    }

    public void Dispose() => http.Dispose();
}
