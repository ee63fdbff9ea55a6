using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Stagedoor.Protocol.OAuth;

/// <summary>
/// An IMS redirect pattern (ims.md §2.2): a regular expression in form, of which only the path is treated as one. Scheme and host are literal; the port is, or is any number on loopback in development.
/// The expression is anchored, cannot backtrack, and sees canonical URIs only.
/// </summary>
public sealed class RedirectPattern
{
    private const string AnyPort = "[0-9]+";

    private readonly string scheme, host;
    private readonly bool anyPort;
    private readonly int? port;
    private readonly string? literalPath;
    private readonly Lazy<Regex?> path;

    private RedirectPattern(string text, string scheme, string host, bool anyPort, int? port, string expression)
    {
        Text = text;
        (this.scheme, this.host, this.anyPort, this.port) = (scheme, host, anyPort, port);
        literalPath = Literal(expression);
        path = new(() => Compile(expression));
    }

    public string Text { get; }

    /// <summary>As a browser writes an origin; with a star for any port.</summary>
    public string Origin => $"{scheme}://{host}{(anyPort ? RedirectUris.AnyPort : port is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{number}") : "")}";

    public bool Matches(CanonicalUri uri)
    {
        if (!MatchesOrigin(uri)) return false;
        var sent = (uri.Path.Length == 0 ? "/" : uri.Path) + uri.Query;
        if (literalPath is not null) return sent == literalPath;
        try
        {
            return path.Value?.IsMatch(sent) ?? false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>The same rule for scheme, host and port alone: CORS.</summary>
    public bool MatchesOrigin(CanonicalUri uri) => uri.Scheme == scheme && uri.Host == host && (anyPort || uri.Port == port);

    /// <summary>What of a URI that it does not match differs.</summary>
    internal ImmutableArray<RedirectDifference> Differences(CanonicalUri uri)
    {
        var differences = ImmutableArray.CreateBuilder<RedirectDifference>();
        if (uri.Scheme != scheme) differences.Add(RedirectDifference.Scheme);
        if (uri.Host != host) differences.Add(RedirectDifference.Host);
        if (!anyPort && uri.Port != port) differences.Add(RedirectDifference.Port);
        if (differences.Count == 0) differences.Add(RedirectDifference.Expression);
        return differences.ToImmutable();
    }

    /// <summary>Reads a pattern; otherwise says in <paramref name="wrong"/> what is wrong, as the end of a sentence.</summary>
    public static RedirectPattern? Parse(string text, RedirectRules rules, out string wrong)
    {
        var pattern = ParseOrigin(text, rules, out wrong);
        if (pattern is null || pattern.literalPath is not null || pattern.path.Value is not null) return pattern;
        return Refuse("its path is not a regular expression that can be matched in bounded time", out wrong);
    }

    /// <summary>Reads a registered pattern; its path is looked at when it is needed.</summary>
    internal static RedirectPattern? ParseOrigin(string text, RedirectRules rules, out string wrong)
    {
        wrong = "";
        if (!rules.Web)
        {
            wrong = "a native application registers whole URIs; the port of http to 127.0.0.1 or [::1] may vary anyway (RFC 8252, section 7.3)";
            return null;
        }

        // A URI's own syntax says where the path begins; before it an escape only takes a letter's special meaning away.
        var origin = new StringBuilder();
        var at = 0;
        var slashes = 0;
        var anyPort = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length && text[at + 1] is '.' or '/' or '-' or ':' or '[' or ']') c = text[++at];
            else if (slashes == 2 && origin[^1] == ':' && AnyPortLength(text.AsSpan(at)) is > 0 and var length)
            {
                anyPort = true;
                at += length - 1;
                origin.Append('1');
                continue;
            }
            else if (c == '.') return Refuse("a period in the host must be escaped with a backslash", out wrong);
            else if (c != '/' && c != ':' && c != '-' && !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)) return Refuse($"\"{(char.IsBetween(c, '!', '~') ? c : '?')}\" stands before the path, where everything is literal", out wrong);
            if (c == '/' && ++slashes == 3)
            {
                if (text[at - 1] == '\\') at--;
                break;
            }

            origin.Append(c);
        }

        return Read(text, origin.ToString(), anyPort, text[at..], rules, out wrong);
    }

    private static RedirectPattern? Read(string text, string origin, bool anyPort, string expression, RedirectRules rules, out string wrong)
    {
        if (CanonicalUri.Parse(origin, out wrong) is not { Host: { } host } uri) return Refuse(wrong.Length > 0 ? wrong : "it has no host", out wrong);
        if (rules.WhyNot(uri) is { } forbidden) return Refuse(forbidden, out wrong);
        if (anyPort && !(CanonicalUri.IsLoopbackHost(host) && rules.InDevelopment)) return Refuse("only loopback in development may have any port", out wrong);
        if (expression.Length == 0) expression = "/";
        if (expression.Contains("(?", StringComparison.Ordinal) && expression.Replace("(?:", "", StringComparison.Ordinal).Contains("(?", StringComparison.Ordinal)) return Refuse("its path uses a construct that is not supported", out wrong);
        if (expression.AsSpan().ContainsAnyExceptInRange('!', '~')) return Refuse("its path has a space, a control character or one outside ASCII", out wrong);
        return new(text, uri.Scheme, host, anyPort, uri.Port, expression);
    }

    // Any number, with nothing but the path after it.
    private static int AnyPortLength(ReadOnlySpan<char> rest)
    {
        var length = rest.StartsWith(AnyPort, StringComparison.Ordinal) ? AnyPort.Length : rest.StartsWith(@"\d+", StringComparison.Ordinal) ? 3 : 0;
        return length == rest.Length || rest[length] == '/' || rest[length..].StartsWith(@"\/", StringComparison.Ordinal) ? length : 0;
    }

    private static RedirectPattern? Refuse(string reason, out string wrong)
    {
        wrong = reason;
        return null;
    }

    private static Regex? Compile(string expression)
    {
        const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            // By itself first, so that no stray parenthesis can reach out of the anchors.
            _ = new Regex(expression, options);
            return new($@"\A(?:{expression})\z", options, TimeSpan.FromMilliseconds(100));
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // Most patterns vary in nothing but the port: those need no engine.
    private static string? Literal(string expression)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (c == '\\')
            {
                if (i + 1 == expression.Length || char.IsAsciiLetterOrDigit(expression[i + 1])) return null;
                c = expression[++i];
            }
            else if (@".$^{[(|)*+?".Contains(c, StringComparison.Ordinal))
            {
                return null;
            }

            literal.Append(c);
        }

        return literal.ToString();
    }
}
