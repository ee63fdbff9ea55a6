namespace Stagedoor.Frameio.Resources.Files;

internal static class FileOperations
{
    public static readonly Operation[] All =
    [
        ShowFiles.List, ShowFiles.Show, ShowFiles.Status, CreateFile.LocalUpload, CreateFile.RemoteUpload, CreateFile.Deprecated, ChangeFile.Update, ChangeFile.Delete, ChangeFile.Move, ChangeFile.Copy,
    ];
}
