using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Stagedoor.Frameio.Files;
using Stagedoor.Protocol;

namespace Stagedoor.Frameio.Tests.Files;

/// <summary>Uploads while there is no room, or the disk takes nothing: a clear answer, nothing half-done, and all goes on when there is room again.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_full_disk
{
    [Fact, Attack("I5")]
    public async Task refuses_a_part_and_takes_it_later()
    {
        var disk = new Disk();
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Services = services => services.Replace(ServiceDescriptor.Singleton<IContentStore>(provider => disk.Over(provider))) });
        var drive = await Drive.NewAsync(app);
        var bytes = Drive.Bytes(2 * DriveFixture.PartSize);
        var file = await drive.NewFileAsync(drive.Root, "a.mov", bytes.Length);
        var parts = Drive.Parts(file);
        (await drive.PutAsync(parts[0].Url, bytes[..DriveFixture.PartSize])).Ok();
        disk.State = Disk.Full;
        var full = (await drive.PutAsync(parts[1].Url, bytes[DriveFixture.PartSize..])).Is(507);
        Assert.Equal("Insufficient Storage", full.Json.GetProperty("errors")[0].Text("title"));
        disk.State = Disk.Broken;
        (await drive.PutAsync(parts[1].Url, bytes[DriveFixture.PartSize..])).Is(503);
        Assert.Equal("created", (await drive.ShowAsync(file.Text("id"))).Text("status"));
        disk.State = Disk.Fine;
        (await drive.PutAsync(parts[1].Url, bytes[DriveFixture.PartSize..])).Ok();
        Assert.Equal(bytes, await drive.DownloadAsync(file.Text("id")));
    }

    [Fact, Attack("I5")]
    public async Task says_so_where_the_folder_of_files_cannot_be_written()
    {
        var folder = Directory.CreateTempSubdirectory("stagedoor-files-").FullName;
        await using var app = await StagedoorApp.StartAsync(DriveFixture.Usual with { Settings = new Dictionary<string, string>(DriveFixture.Usual.Settings) { ["Frameio:Files"] = Path.Combine(folder, "files") } });
        var drive = await Drive.NewAsync(app);
        var file = await drive.NewFileAsync(drive.Root, "a.mov");

        // A file where the folder should be: nobody can write there, the administrator neither.
        await File.WriteAllTextAsync(Path.Combine(folder, "files"), "");
        (await drive.PutAsync(Drive.Parts(file)[0].Url, Drive.Bytes(10))).Is(503);
        File.Delete(Path.Combine(folder, "files"));
        (await drive.PutAsync(Drive.Parts(file)[0].Url, Drive.Bytes(10))).Ok();
        Directory.Delete(folder, recursive: true);
        Assert.Contains("503", (await Answer.OfAsync(await app.Http.GetAsync(await drive.DownloadUrlAsync(file.Text("id"))))).ToString(), StringComparison.Ordinal);
    }

    /// <summary>The real store, until the disk is said to be otherwise.</summary>
    private sealed class Disk : IContentStore
    {
        public const string Fine = "fine", Full = "full", Broken = "broken";

        private Storage.Content.ContentFolder real = null!;

        public string State { get; set; } = Fine;

        public Disk Over(IServiceProvider provider)
        {

            real = ActivatorUtilities.CreateInstance<Storage.Content.ContentFolder>(provider);
            return this;
        }

        public async Task<(PartReceipt Receipt, long Length)> PutAsync(Guid content, int part, long? size, Stream body, CancellationToken cancellation)
        {
            if (State == Fine) return await real.PutAsync(content, part, size, body, cancellation);
            await body.ReadExactlyAsync(new byte[100], cancellation);
            return State == Full ? (PartReceipt.NoRoom, 0) : throw new StorageUnavailableException("the disk is gone");
        }

        public Stream? Open(ContentLayout content) => real.Open(content);

        public void Remove(Guid content) => real.Remove(content);

        public void RemoveLeftovers(DateTimeOffset before) => real.RemoveLeftovers(before);
    }
}
