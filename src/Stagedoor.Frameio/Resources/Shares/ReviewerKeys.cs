using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary>Reads <c>reviewers</c>: by one kind of name, and one only.</summary>
internal static class ReviewerKeys
{
    private const int Most = 10, Longest = 254;

    private static readonly (string Name, UserKey By)[] Kinds = [("user_ids", UserKey.Id), ("adobe_user_ids", UserKey.AdobeId), ("emails", UserKey.Email)];

    public static (UserKey By, IReadOnlyList<string> Keys) Read(Fields? data)
    {
        if (data?.Nested("reviewers", required: true) is not { } reviewers) return default;
        (UserKey, IReadOnlyList<string>) read = (UserKey.Id, []);
        foreach (var (name, by) in Kinds)
        {
            IReadOnlyList<string>? keys = by == UserKey.Id ? reviewers.ManyIds(name, least: 1, most: Most)?.Select(id => id.ToString()).ToList() : reviewers.Texts(name, least: 1, most: Most, longest: Longest);
            if (keys is null) continue;
            if (keys.Distinct(StringComparer.Ordinal).Count() != keys.Count) reviewers.Refuse(name, "Array items must be unique");
            if (by == UserKey.Email && !keys.All(IsAddress)) reviewers.Refuse(name, "Invalid format. Expected :email");
            read = (by, keys);
        }

        if (Kinds.Count(kind => reviewers.Has(kind.Name)) != 1) data.Refuse("reviewers", "Exactly one of user_ids, adobe_user_ids and emails is given");
        return read;
    }

    /// <summary>The reviewers that the keys name, and those of the keys that name nobody: an address of somebody unknown is a reviewer too.</summary>
    public static async ValueTask<(IReadOnlyList<Reviewer> Reviewers, IReadOnlyList<string> Unknown)> FindAsync(Call call, (UserKey By, IReadOnlyList<string> Keys) given, CancellationToken cancellation)
    {
        var found = (await call.Get<IAccountUsers>().FindAsync(call.AccountId, given.By, given.Keys, cancellation)).ToDictionary(entry => entry.Key, entry => entry.User, StringComparer.Ordinal);
        var unknown = given.Keys.Where(key => !found.ContainsKey(key)).ToList();
        var reviewers = found.Values.Select(user => new Reviewer(user, user.Email));
        return given.By == UserKey.Email ? ([.. reviewers, .. unknown.Select(email => new Reviewer(null, email.Trim()))], []) : ([.. reviewers], unknown);
    }

    private static bool IsAddress(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
}
