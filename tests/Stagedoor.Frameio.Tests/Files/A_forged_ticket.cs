using System.Buffers.Text;
using System.Text.RegularExpressions;

namespace Stagedoor.Frameio.Tests.Files;

/// <summary>Addresses of bytes that were borrowed, changed or made up.</summary>
public partial class A_forged_ticket(DriveFixture apps) : IClassFixture<DriveFixture>
{
    [Fact, Attack("H7")]
    public async Task opens_no_other_part_file_method_or_disposition()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var bytes = Drive.Bytes(DriveFixture.PartSize);
        var (one, other) = (await drive.NewFileAsync(drive.Root, "one.mov", 2 * DriveFixture.PartSize), await drive.NewFileAsync(drive.Root, "other.mov", DriveFixture.PartSize));
        var (first, second, others) = (Drive.Parts(one)[0].Url, Drive.Parts(one)[1].Url, Drive.Parts(other)[0].Url);
        foreach (var url in (string[])[Path(second) + Query(first), Path(others) + Query(first), Path(first)[..^2] + "/3" + Query(first), Path(first) + "?ticket=", Path(first)])
        {
            (await drive.PutAsync(url, bytes)).Is(403);
        }

        await drive.PutAllAsync(other, bytes);
        var stranger = await drive.UploadAsync(drive.Root, "still.png", bytes);
        var (download, inline) = (await drive.DownloadUrlAsync(stranger), await drive.DownloadUrlAsync(stranger, "inline_url"));
        await IsAsync(drive, Path(inline) + Query(download), 403);
        await IsAsync(drive, Path(await drive.DownloadUrlAsync(other.Text("id"))) + Query(download), 403);
        await IsAsync(drive, Path(download) + Query(others), 403);
        await IsAsync(drive, Path(download), 403);
        await IsAsync(drive, download, 200);
    }

    [Fact, Attack("H7"), Attack("H9")]
    public async Task is_refused_whichever_of_its_bits_was_turned()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var url = await drive.DownloadUrlAsync(await drive.UploadAsync(drive.Root, "still.png", Drive.Bytes(10)));
        var ticket = Base64Url.DecodeFromChars(Query(url).AsSpan("?ticket=".Length));
        for (var bit = 0; bit < ticket.Length * 8; bit += 5)
        {
            var turned = ticket.ToArray();
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            await IsAsync(drive, $"{Path(url)}?ticket={Base64Url.EncodeToString(turned)}", 403);
        }

        foreach (var nonsense in (string[])["!", "AAAA", new('A', 21), new('A', 22), new('A', 5000), "%00", "é", "AAAA%0d%0aSet-Cookie:x", Query(url)["?ticket=".Length..] + "AA"]) await IsAsync(drive, $"{Path(url)}?ticket={nonsense}", 403);
        await IsAsync(drive, url + "&ticket=x", 403);
    }

    [Fact, Attack("E8")]
    public async Task dies_with_its_service_account()
    {
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual);
        var drive = await Drive.NewAsync(app);
        var url = await drive.DownloadUrlAsync(await drive.UploadAsync(drive.Root, "still.png", Drive.Bytes(10)));
        var upload = Drive.Parts(await drive.NewFileAsync(drive.Root, "late.png", 10))[0].Url;
        await IsAsync(drive, url, 200);
        await app.DisableAsync(Seed.DailiesBot);
        await IsAsync(drive, url, 403);
        (await drive.PutAsync(upload, Drive.Bytes(10))).Is(403);
    }

    [Theory, Attack("H3")]
    [InlineData("/files/uploads/x/1")]
    [InlineData("/files/uploads/00000000-0000-4000-8000-000000000000/x")]
    [InlineData("/files/uploads/00000000-0000-4000-8000-000000000000/99999999999999")]
    [InlineData("/files/uploads/00000000-0000-4000-8000-000000000000/-1")]
    [InlineData("/files/uploads/..%2f..%2fetc/1")]
    public async Task leads_nowhere_where_there_is_nothing(string path)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent([1]) };
        Assert.Contains((await Answer.OfAsync(await app.Http.SendAsync(request))).Code, (int[])[403, 404]);
        Assert.Contains((await Answer.OfAsync(await app.Http.GetAsync(path))).Code, (int[])[404, 405]);
    }

    [Fact, Attack("I3")]
    public async Task is_in_no_log()
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(StoreKind.Sqlite));
        var url = await drive.DownloadUrlAsync(await drive.UploadAsync(drive.Root, "still.png", Drive.Bytes(10)));
        await IsAsync(drive, url, 200);
        await IsAsync(drive, url + "&x=1", 200);
        Assert.False(drive.App.Log.Contain(Query(url)["?ticket=".Length..]));
    }

    private static string Path(string url) => url[..url.IndexOf('?', StringComparison.Ordinal)];

    private static string Query(string url) => Ticket.Match(url).Value;

    private static async Task IsAsync(Drive drive, string url, int status) => (await Answer.OfAsync(await drive.App.Http.GetAsync(url))).Is(status);

    [GeneratedRegex(@"\?ticket=[^&]+")]
    private static partial Regex Ticket { get; }
}
