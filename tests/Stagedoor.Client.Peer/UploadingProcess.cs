using Stagedoor.Client.Authentication;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Peer;

/// <summary>Uploads a file, keeps what has arrived in a state file, and says so; begins where the state file ends.</summary>
internal static class UploadingProcess
{
    public static async Task<int> RunAsync(string authority, string clientId, string clientSecret, string account, string folder, string path, string state)
    {
        using var frameio = new FrameioClient(new ServerToServerAuthentication(new() { ClientId = clientId, ClientSecret = clientSecret, Authority = authority }));
        using var film = File.OpenRead(path);
        var upload = File.Exists(state) ? FileUpload.FromJson(await File.ReadAllTextAsync(state)) ?? throw new InvalidDataException("The state is broken.") : await frameio.Files.BeginUploadAsync(account, folder, "A001.mov", film.Length);
        Console.WriteLine($"from {upload.ArrivedParts}");
        var file = await frameio.Files.ResumeUploadAsync(upload, film, new() { Parallelism = 2, Progress = new Keeper(upload, state) });
        Console.WriteLine($"done {file.Id}");
        return 0;
    }

    /// <summary>Writes the state down whenever a part has arrived, whole or not at all.</summary>
    private sealed class Keeper(FileUpload upload, string path) : IProgress<TransferProgress>
    {
        private readonly Lock gate = new();
        private int kept = -1;

        public void Report(TransferProgress value)
        {
            lock (gate)
            {
                if (upload.ArrivedParts == kept) return;
                kept = upload.ArrivedParts;
                File.WriteAllText(path + ".new", upload.ToJson());
                File.Move(path + ".new", path, overwrite: true);
                Console.WriteLine($"arrived {kept}");
                // Slow enough to be killed midway.
                Thread.Sleep(20);
            }
        }
    }
}
