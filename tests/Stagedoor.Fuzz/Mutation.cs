using System.Diagnostics;
using System.Text;

namespace Stagedoor.Fuzz;

/// <summary>A short run without instrumentation: the same seed makes the same inputs. Inputs with a new outcome join the corpus of the run.</summary>
public sealed class Mutation(int seed)
{
    private static readonly byte[][] Tokens = [.. new[] { "%00", "%C0%AF", "%", "+", "&", "=", "..", ".", "\0", "\r\n", "\r\n\r\n", "------x", "--", "\"", "\\", "\\ud800", "{", "}", "[", "]", ":", ",", " ", "é", "😀", "\u202e", "none", "scope=", "name=", "e30", "AAAA", "null", "1e999" }.Select(Encoding.UTF8.GetBytes)];

    private readonly Random random = new(seed);

    /// <summary>Runs until the number of inputs or the time is reached; throws with the input when a parser does, or takes too much time or memory.</summary>
    public int Run(string parser, IEnumerable<byte[]> corpus, int inputs, TimeSpan atMost)
    {
        var pool = corpus.ToList();
        if (pool.Count == 0) pool.Add([]);
        var seen = new HashSet<string>();
        foreach (var input in pool) seen.Add(Try(parser, input));
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; count < inputs && watch.Elapsed < atMost; count++)
        {
            var input = Mutate(pool[random.Next(pool.Count)], pool[random.Next(pool.Count)]);
            if (seen.Add(Try(parser, input)) && pool.Count < 2000) pool.Add(input);
        }

        return count;
    }

    /// <summary>The inputs kept in the repository for a parser.</summary>
    public static IEnumerable<byte[]> Corpus(string parser) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus", parser)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static string Try(string parser, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var outcome = Fuzz.Run(parser, input);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return allocated <= 8_000_000 + (200L * input.Length) ? outcome : throw new InvalidOperationException($"allocated {allocated} bytes for {input.Length}");
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"{parser} broke on (base64) {Convert.ToBase64String(input)}: {problem.Message}", problem);
        }
    }

    private byte[] Mutate(byte[] one, byte[] other)
    {
        var bytes = new List<byte>(one);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(7))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 3 when at < bytes.Count:
                    bytes.RemoveRange(at, random.Next(1, Math.Min(16, bytes.Count - at) + 1));
                    break;
                case 4 when bytes.Count is > 0 and < 20_000:
                    var from = random.Next(bytes.Count);
                    var piece = bytes.GetRange(from, random.Next(1, Math.Min(64, bytes.Count - from) + 1));
                    for (var times = random.Next(1, 20); times > 0; times--) bytes.InsertRange(at, piece);
                    break;
                case 5 when other.Length > 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(other.AsSpan(random.Next(other.Length)));
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
