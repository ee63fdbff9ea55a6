namespace Stagedoor.Client.Frameio.Wire;

/// <summary>Follows <c>links.next</c>: a path without a host, that does not carry over what the first page was asked for (include, filters, sort, page size), so it is added again.</summary>
internal static class NextLink
{
    public static ApiRequest Follow(ApiRequest first, string next)
    {
        // A link elsewhere would carry the token there, if the handler did not keep it back: it is no link of this list.
        if (!next.StartsWith("/v4/", StringComparison.Ordinal) || next.Contains('#', StringComparison.Ordinal) || next.Contains("/..", StringComparison.Ordinal))
            throw new FrameioException(FrameioProblem.UnexpectedAnswer, $"{first.Operation}: the link to the next page is no path of the API.") { Operation = first.Operation };
        var split = first.Address.IndexOf('?', StringComparison.Ordinal);
        if (split < 0) return first with { Address = next };
        var has = new HashSet<string>(Parameters(next).Select(Name), StringComparer.Ordinal);
        var missing = Parameters(first.Address).Where(parameter => !has.Contains(Name(parameter)) && Name(parameter) != "after").ToList();
        if (missing.Count == 0) return first with { Address = next };
        return first with { Address = $"{next}{(next.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', missing)}" };
    }

    private static string[] Parameters(string address) =>
        address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var split ? address[(split + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries) : [];

    private static string Name(string parameter) => Uri.UnescapeDataString(parameter.Split('=', 2)[0]);
}
