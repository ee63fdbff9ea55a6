namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>
/// Finds who is named in a text: an at sign before the name or the address of a user of the account. The longest name wins, and one that two users have names nobody. The contract shows
/// mentions and has no field to send them in.
/// </summary>
internal static class Mentions
{
    private const int MostSigns = 50, MostWords = 5, LongestName = 200;

    public static async ValueTask<IReadOnlyList<Mention>> FindAsync(Call call, string text, CancellationToken cancellation)
    {
        var signs = Signs(text).ToList();
        if (signs.Count == 0) return [];
        var candidates = signs.SelectMany(sign => Candidates(text, sign).Select(candidate => (Start: sign, Name: candidate))).ToList();
        var users = await call.Get<ICommentStore>().FindNamedAsync(call.AccountId, [.. candidates.Select(candidate => candidate.Name).Distinct(StringComparer.Ordinal)], cancellation);
        var mentions = new List<Mention>();
        foreach (var sign in candidates.GroupBy(candidate => candidate.Start))
        {
            foreach (var (start, name) in sign.OrderByDescending(candidate => candidate.Name.Length))
            {
                if (users.Where(user => Is(user, name)).DistinctBy(user => user.Id).ToList() is not [var user]) continue;
                mentions.Add(new(start, start + 1 + name.Length, user.Id));
                break;
            }
        }

        return mentions;
    }

    private static bool Is(NamedUser user, string name) => user.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || user.Email?.Equals(name, StringComparison.OrdinalIgnoreCase) == true;

    private static IEnumerable<int> Signs(string text)
    {
        var found = 0;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0 && found < MostSigns; at = text.IndexOf('@', at + 1))
        {
            if (at > 0 && char.IsLetterOrDigit(text[at - 1])) continue;
            found++;
            yield return at;
        }
    }

    // The words behind the sign: one, two and so on, without what ends a sentence.
    private static IEnumerable<string> Candidates(string text, int sign)
    {
        var rest = text.AsSpan(sign + 1, Math.Min(LongestName, text.Length - sign - 1)).ToString();
        var end = 0;
        for (var words = 0; words < MostWords && end < rest.Length; words++)
        {
            while (end < rest.Length && !char.IsWhiteSpace(rest[end])) end++;
            var whole = rest[..end];
            if (whole.Length > 0) yield return whole;
            if (whole.TrimEnd('.', ',', ';', ':', '!', '?', ')', '\'', '"') is { Length: > 0 } plain && plain.Length < whole.Length) yield return plain;
            if (end < rest.Length && rest[end] is not (' ' or '\u00A0')) yield break;
            end++;
        }
    }
}
