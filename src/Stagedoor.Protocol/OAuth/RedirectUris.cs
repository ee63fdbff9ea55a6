using System.Collections.Immutable;

namespace Stagedoor.Protocol.OAuth;

/// <summary>The redirect URIs of one client, and the one rule by which a sent one is proven (RFC 9700 §2.1, RFC 8252 §7.3): equal character by character, the port of a native loopback URI aside, or matched by a pattern.</summary>
public sealed class RedirectUris
{
    /// <summary>ims.md §2.2.</summary>
    public const int MaxDefaultLength = 256, MaxPatternsLength = 512;

    /// <summary>The most URIs of one sort that a client may have.</summary>
    public const int MaxCount = 50;

    /// <summary>What stands for any port in an origin of <see cref="Origins"/>.</summary>
    public const string AnyPort = ":*";

    private readonly RedirectRules rules;
    private readonly ImmutableArray<CanonicalUri> whole;
    private readonly ImmutableArray<RedirectPattern> patterns;

    /// <summary>What is not allowed by the rules, now that they may have changed since it was registered, is left out.</summary>
    public RedirectUris(RedirectRules rules, IEnumerable<string> whole, IEnumerable<string> patterns)
    {
        this.rules = rules;
        this.whole = [.. from text in whole let uri = Read(text, rules) where uri is not null select uri];
        this.patterns = [.. from text in patterns let pattern = RedirectPattern.ParseOrigin(text, rules, out _) where pattern is not null select pattern];
    }

    /// <summary>True when the text is a URI that answers may go to.</summary>
    public bool Match(string sent) => Read(sent, rules) is { } uri && ProvenBy(uri) is not null;

    /// <summary>The same, with what it was compared with and what differs: for whoever owns the client.</summary>
    public RedirectVerdict Judge(string sent)
    {
        if (CanonicalUri.Parse(sent, out var wrong) is not { } uri) return new() { Differences = [RedirectDifference.NotCanonical], Reason = wrong };
        if (rules.WhyNot(uri) is { } forbidden) return new() { Differences = [RedirectDifference.Forbidden], Reason = forbidden };
        if (ProvenBy(uri) is { } proof) return new() { Registered = proof };
        var compared = whole.Select(registered => new RedirectVerdict { Registered = registered.Text, Differences = Differences(registered, uri) })
            .Concat(patterns.Select(pattern => new RedirectVerdict { Registered = pattern.Text, Differences = pattern.Differences(uri) }));
        return compared.OrderBy(verdict => verdict.Differences.Contains(RedirectDifference.Host)).ThenBy(verdict => verdict.Differences.Length).FirstOrDefault() ?? new() { Differences = [RedirectDifference.NothingRegistered] };
    }

    /// <summary>True when a page of this origin may read answers: scheme, host and port by the same rule.</summary>
    public bool MatchOrigin(string origin)
    {
        if (Read(origin, rules) is not { IsWeb: true, Path: "", Query: "" } uri) return false;
        return whole.Any(registered => registered.HasSameOriginAs(uri)) || patterns.Any(pattern => pattern.MatchesOrigin(uri));
    }

    /// <summary>The origins that <see cref="MatchOrigin"/> says yes to, any port as a star: so that a store can find the client of an origin.</summary>
    public IEnumerable<string> Origins => whole.Where(uri => uri.IsWeb).Select(OriginOf).Concat(patterns.Select(pattern => pattern.Origin)).Distinct();

    /// <summary>What to look for among <see cref="Origins"/> for the origin that a browser sent: itself and, on loopback, itself with any port. Empty when it is no origin of a page.</summary>
    public static IReadOnlyList<string> FormsOf(string origin)
    {
        if (CanonicalUri.Parse(origin, out _) is not { IsWeb: true, Path: "", Query: "" } uri) return [];
        return CanonicalUri.IsLoopbackHost(uri.Host) ? [origin, $"{uri.Scheme}://{uri.Host}{AnyPort}"] : [origin];
    }

    private static string OriginOf(CanonicalUri uri) => $"{uri.Scheme}://{uri.Host}{(uri.Port is { } port ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{port}") : "")}";

    private string? ProvenBy(CanonicalUri uri) =>
        whole.FirstOrDefault(registered => registered.Text == uri.Text || DiffersInPortOnly(registered, uri))?.Text ?? patterns.FirstOrDefault(pattern => pattern.Matches(uri))?.Text;

    private ImmutableArray<RedirectDifference> Differences(CanonicalUri registered, CanonicalUri sent)
    {
        var differences = ImmutableArray.CreateBuilder<RedirectDifference>();
        if (registered.Scheme != sent.Scheme) differences.Add(RedirectDifference.Scheme);
        if (registered.Host != sent.Host) differences.Add(RedirectDifference.Host);
        if (registered.Port != sent.Port && !(rules.LoopbackOnAnyPort && registered.IsHttpLoopback && sent.IsHttpLoopback)) differences.Add(RedirectDifference.Port);
        if (registered.Path != sent.Path) differences.Add(OfPaths(registered.Path, sent.Path));
        if (registered.Query != sent.Query) differences.Add(RedirectDifference.Query);
        return differences.ToImmutable();
    }

    private static RedirectDifference OfPaths(string registered, string sent) =>
        registered.TrimEnd('/') == sent.TrimEnd('/') ? RedirectDifference.TrailingSlash : string.Equals(registered, sent, StringComparison.OrdinalIgnoreCase) ? RedirectDifference.Case : RedirectDifference.Path;

    // RFC 8252 §7.3: an application gets a free port from its system when it starts.
    private bool DiffersInPortOnly(CanonicalUri registered, CanonicalUri sent) =>
        rules.LoopbackOnAnyPort && registered.IsHttpLoopback && sent.IsHttpLoopback && registered.Host == sent.Host && registered.Path == sent.Path && registered.Query == sent.Query;

    private static CanonicalUri? Read(string text, RedirectRules rules) => CanonicalUri.Parse(text, out _) is { } uri && rules.WhyNot(uri) is null ? uri : null;

    /// <summary>A sentence, or null when the URI may be registered.</summary>
    public static string? WhatIsWrongWithUri(RedirectRules rules, string text)
    {
        var uri = CanonicalUri.Parse(text, out var wrong);
        return (uri is null ? wrong : rules.WhyNot(uri)) is { } reason ? $"The redirect URI {Shown(text)} cannot be registered: {reason}." : null;
    }

    public static string? WhatIsWrongWithDefault(RedirectRules rules, string text) =>
        text.Length > MaxDefaultLength ? $"The default redirect URI is longer than {MaxDefaultLength} characters." : WhatIsWrongWithUri(rules, text);

    public static string? WhatIsWrongWithPatterns(RedirectRules rules, IReadOnlyCollection<string> texts)
    {
        if (texts.Sum(text => text.Length) + Math.Max(0, texts.Count - 1) > MaxPatternsLength) return $"The redirect URI patterns are longer than {MaxPatternsLength} characters in all.";
        foreach (var text in texts)
        {
            if (RedirectPattern.Parse(text, rules, out var wrong) is null) return $"The redirect URI pattern {Shown(text)} cannot be registered: {wrong}.";
        }

        return null;
    }

    // A sentence about a hostile text must not carry its control characters into a terminal.
    private static string Shown(string text) => '"' + string.Concat((text.Length > 100 ? text[..100] + "..." : text).Select(c => char.IsBetween(c, ' ', '~') ? c : '?')) + '"';
}
