namespace Stagedoor.Cli.Help;

/// <summary>Whether one word may be meant by another.</summary>
internal static class Spelling
{
    /// <summary>Up to two letters put in, left out or changed, or a beginning of it.</summary>
    public static bool IsNear(string word, string typed) => typed.Length is > 1 and < 40 && (word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || Distance(word, typed) <= (word.Length > 4 ? 2 : 1));

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
