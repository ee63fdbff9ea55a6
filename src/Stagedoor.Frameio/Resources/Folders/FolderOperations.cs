namespace Stagedoor.Frameio.Resources.Folders;

internal static class FolderOperations
{
    public static readonly Operation[] All = [ListFolder.Children, ListFolder.Folders, CreateFolder.Operation, ChangeFolder.Show, ChangeFolder.Update, ChangeFolder.Delete, ChangeFolder.Move, ChangeFolder.Copy];
}
