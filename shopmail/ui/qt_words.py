"""Qt's own words (its file dialog, the menu of a text field) in the owner's language."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator


class QtWords(QObject):
    """Speaks one language at a time; English is what Qt speaks by itself."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._translator: QTranslator | None = None

    def speak(self, code: str) -> None:
        """Speak ``code`` (``en``, ``cs``, ``ru``) from now on."""
        self.stop()
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(code), "qtbase", "_", folder):
            QCoreApplication.installTranslator(self._translator)

    def stop(self) -> None:
        """Speak Qt's English again."""
        if self._translator:
            QCoreApplication.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
