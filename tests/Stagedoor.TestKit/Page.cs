using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Stagedoor.TestKit;

/// <summary>A page that a browser shows, or the foreign address that it was sent to.</summary>
public sealed class Page
{
    private static readonly HtmlParser Parser = new();

    private readonly Lazy<IHtmlDocument> document;

    internal Page(Uri url, Answer answer, Uri? left)
    {
        Url = url;
        Answer = answer;
        Left = left;
        document = new(() => Parser.ParseDocument(answer.Text));
    }

    public Uri Url { get; }

    public Answer Answer { get; }

    public int Code => Answer.Code;

    public string Html => Answer.Text;

    /// <summary>Where a redirect led that leaves this server; null while it shows a page of it.</summary>
    public Uri? Left { get; }

    public IHtmlDocument Document => document.Value;

    public string Title => Document.Title ?? "";

    /// <summary>What a person reads, in one line.</summary>
    public string Words => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public bool HasField(string name) => Document.QuerySelector($"input[name='{name}']") is not null;

    public bool HasButton(string text) => Button(text) is not null;

    /// <summary>The parameters of the answer at the client: of the query, the fragment, or a form that posts itself there.</summary>
    public IReadOnlyDictionary<string, string> Callback
    {
        get
        {
            if (Left is { } left) return Parse(left.Query.Length > 1 ? left.Query[1..] : left.Fragment.TrimStart('#'));
            return PostsTo is null ? throw new InvalidOperationException($"still on a page: {this}") : Document.QuerySelectorAll("form input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>The foreign address that a form on this page posts to (response_mode form_post); null where there is none.</summary>
    public Uri? PostsTo => Document.QuerySelector("form") is { } form && Uri.TryCreate(Url, form.GetAttribute("action") ?? "", out var action) && !SameHost(action, Url) ? action : null;

    internal static bool SameHost(Uri one, Uri other) => one.Scheme == other.Scheme && one.Authority == other.Authority;

    internal IElement? Button(string text) => Document.QuerySelectorAll("button, input[type=submit]").FirstOrDefault(button => Says(button).Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string Says(IElement button) => button is IHtmlInputElement input ? input.Value : button.TextContent.Trim();

    private static Dictionary<string, string> Parse(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            found.Add(WebUtility.UrlDecode(at < 0 ? pair : pair[..at]), at < 0 ? "" : WebUtility.UrlDecode(pair[(at + 1)..]));
        }

        return found;
    }

    public override string ToString() => Left is null ? $"{Code} {Url.AbsolutePath} \"{Title}\" {Words}" : $"left for {Left}";
}
