namespace Stagedoor.Cli.Api;

/// <summary>Where a path leads: to the API that the token is for, and nowhere else.</summary>
internal static class ApiPath
{
    public static Uri Resolve(Uri api, string path)
    {
        // Two slashes, or a backslash, begin the name of another host.
        if (path is ['/', not ('/' or '\\'), ..] or "/" && Uri.TryCreate(api, path, out var address) && address.GetLeftPart(UriPartial.Authority) == api.GetLeftPart(UriPartial.Authority)) return address;
        throw new CommandException(ExitCode.Usage, "The path is not one of the API: it begins with one slash, and names no host.", "stagedoor api get /v4/me");
    }

    /// <summary>The next page of a list. What the first page was asked for is added where the link forgot it (filters, includes, sort).</summary>
    public static Uri Next(Uri first, Uri current, string link)
    {
        Uri next;
        try
        {
            next = Resolve(current, link);
        }
        catch (CommandException)
        {
            throw new CommandException(ExitCode.Failed, "The link to the next page leads away from the API.", "Nothing was followed. Check what answers at the API's address.");
        }

        var has = Parameters(next.Query).Select(Name).Append("after").ToHashSet(StringComparer.Ordinal);
        var missing = Parameters(first.Query).Where(parameter => !has.Contains(Name(parameter))).ToList();
        if (missing.Count > 0) next = new UriBuilder(next) { Query = string.Join('&', Parameters(next.Query).Concat(missing)) }.Uri;
        // A list that leads to itself would never end.
        return next != current ? next : throw new CommandException(ExitCode.Failed, "The link to the next page leads to the same page.", "Ask for the pages yourself, with -q after=….");
    }

    private static string[] Parameters(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string Name(string parameter) => Uri.UnescapeDataString(parameter.Split('=', 2)[0]);
}
